from . import relationship_demo
from . import relationship_demo_portrait
from . import relationship_demo_economics
from . import relationship_demo_history
from . import relationship_demo_exchange
from . import relationship_demo_suppliers
from . import relationship_demo_targets
from . import relationship_demo_letters
