"""Where uploads are kept: a file is whole or not there."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

# Beside the uploads, so that the last step is a renaming. The views of uploads never serve it.
UNFINISHED = ".unfinished"


class WholeFile(TemporaryUploadedFile):
    """A file on the disk of the uploads that has no place yet. It deletes itself unless a storage moves it."""

    def __init__(self, name: str, size: int, folder: Path) -> None:
        file = tempfile.NamedTemporaryFile(dir=folder)  # noqa: SIM115 - closed with the upload
        UploadedFile.__init__(self, file, name, "application/octet-stream", size, None)


class WholeFileStorage(FileSystemStorage):
    """As its base, but a file is written elsewhere first and then moved, and a failure leaves nothing behind."""

    def write(self, content: File) -> WholeFile:
        """The content on the disk of the uploads, so that saving it only moves it. Raises OSError."""
        folder = Path(self.location) / UNFINISHED
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        whole = WholeFile(content.name or "upload", content.size, folder)
        try:
            for chunk in content.chunks():
                whole.write(chunk)
            whole.flush()
            whole.seek(0)
        except BaseException:
            whole.close()
            raise
        return whole

    def _save(self, name: str, content: Any) -> str:
        if hasattr(content, "temporary_file_path"):
            return super()._save(name, content)  # type: ignore[misc]
        whole = self.write(content)
        try:
            return super()._save(name, whole)  # type: ignore[misc]
        finally:
            whole.close()


def delete_after_commit(upload: FieldFile) -> None:
    """Delete the file once the row that named it is gone for good, or names it no longer."""
    storage, name = upload.storage, str(upload.name)
    transaction.on_commit(lambda: storage.delete(name))
