"""What people type, read and checked: pure functions from text to :class:`web.forms.result.FormResult`."""
