"""What can go wrong, in the user's words. Every error here carries a complete Chinese sentence."""


class DashboardError(Exception):
    """A fault the user can understand and act upon; its text is shown as it stands."""


class SettingsError(DashboardError):
    """The installation is set up wrongly (environment variable or secret)."""


class FilterError(DashboardError):
    """What was chosen does not exist or does not fit together."""


class UnknownIndicatorError(DashboardError):
    """No indicator has this key."""


class DatabaseError(DashboardError):
    """The shared database cannot be read or written as it is."""


class AccessError(DashboardError):
    """Nobody is signed in, or who is may not see this."""


class DeskError(DashboardError):
    """The application's own store cannot be read or written."""


class IntakeError(DashboardError):
    """A ledger or directory file cannot be taken in at all."""


class DraftError(DashboardError):
    """A draft of a speech cannot be read."""
