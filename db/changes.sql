-- What is new: documents added, changed or gone at their sources, and the rows that came, changed or went with them.

CREATE TABLE changes (
    change_id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                 -- documents: when it was fetched or found gone; rows: the build that first showed it
    change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'gone')),
    item_table TEXT NOT NULL,
    item_id TEXT NOT NULL,
    area_id TEXT,
    document_id TEXT,                 -- no reference: a document that was replaced is no longer a row of documents
    title TEXT,                       -- the document's title, or the row's text
    before TEXT,                      -- JSON: the values that changed, as they were; why a document has gone
    cause TEXT NOT NULL CHECK (cause IN ('source', 'program')),  -- program: read differently by a newer sendkb
    source_url TEXT
) STRICT;
CREATE INDEX changes_at ON changes (at);
CREATE INDEX changes_area ON changes (area_id, at);
CREATE INDEX changes_item ON changes (item_table, item_id);
