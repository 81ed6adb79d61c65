"""Records for tests, each valid by itself. The parents of one record are of the same community."""

from tests.factories.accounts import *  # noqa: F403
from tests.factories.events import *  # noqa: F403
from tests.factories.grid import *  # noqa: F403
from tests.factories.officers import *  # noqa: F403
from tests.factories.stations import *  # noqa: F403
from tests.factories.volunteers import *  # noqa: F403
