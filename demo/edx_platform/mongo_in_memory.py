"""A pytest plugin that puts mongomock in MongoDB's place, for one process."""

import mongomock
import mongomock.database
import mongomock.gridfs
import mongomock.store
import pymongo

_STORE = mongomock.store.ServerStore()
_IGNORED = ("authSource", "replicaSet", "socketTimeoutMS", "connectTimeoutMS", "username", "password")
_command = mongomock.database.Database.command


class MongoClient(mongomock.MongoClient):
    """A client whose data all clients of the process share."""

    def __init__(self, *args, **kwargs):
        options = {name: value for name, value in kwargs.items() if name not in _IGNORED}
        super().__init__(*args, **options, _store=_STORE)

    def close(self):
        """Keep the data: the platform closes and reopens connections."""


def command(self, name, **kwargs):
    """Answer the heartbeat, which mongomock does not know."""
    if name == "ismaster" or (isinstance(name, dict) and "ismaster" in name):
        return {"ok": 1.0}
    return _command(self, name, **kwargs)


mongomock.database.Database.command = command
pymongo.MongoClient = pymongo.mongo_client.MongoClient = MongoClient
mongomock.gridfs.enable_gridfs_integration()
