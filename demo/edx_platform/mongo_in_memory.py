"""
mongomock in MongoDB's place. It can be loaded as a plugin of pytest.

All clients of a process share the data. Another process reads it from the file that ``dump`` writes.
"""

import os
import pickle

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


def dump(file):
    """Write all documents to a file, in one step."""
    client = MongoClient()
    documents = {
        (database, collection): list(client[database][collection].find())
        for database in client.list_database_names()
        for collection in client[database].list_collection_names()
    }
    temporary = file.with_suffix(".new")
    temporary.write_bytes(pickle.dumps(documents))
    os.replace(temporary, file)


def load(file):
    """Replace all documents by those of a file that ``dump`` wrote."""
    client = MongoClient()
    for (database, collection), documents in pickle.loads(file.read_bytes()).items():  # noqa: S301
        client[database][collection].delete_many({})
        if documents:
            client[database][collection].insert_many(documents)


mongomock.database.Database.command = command
pymongo.MongoClient = pymongo.mongo_client.MongoClient = MongoClient
mongomock.gridfs.enable_gridfs_integration()
