from . import relationship_demo
from . import relationship_demo_loss_work
