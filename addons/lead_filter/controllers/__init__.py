from . import question_page
