from . import loss_analysis
from . import loss_analysis_stage  # before the confirmation, which asks it for the stages
from . import loss_analysis_chart
from . import loss_analysis_computation
from . import loss_analysis_confirmation
from . import loss_analysis_storing
from . import loss_client  # before the cases, which inherit from it
from . import loss_case
from . import loss_case_people
from . import loss_cause_kind
from . import loss_cause
from . import loss_case_causes
from . import loss_interview
from . import loss_interview_work
from . import loss_quote
from . import loss_case_interviews
from . import loss_analysis_interviews
from . import loss_case_family
from . import loss_case_move
from . import loss_set_aside
from . import loss_volume
from . import res_company
from . import res_config_settings
from . import survey_survey
from . import survey_question
from . import survey_question_answer
from . import survey_user_input
