from . import relationship_demo
from . import relationship_demo_changes
from . import relationship_demo_clients
from . import relationship_demo_supplies
from . import relationship_demo_linkage
from . import relationship_demo_promises
from . import relationship_demo_care
from . import relationship_demo_complaints
