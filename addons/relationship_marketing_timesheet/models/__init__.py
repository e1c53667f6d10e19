from . import client_service_cost
from . import client_value_job
from . import project_project
