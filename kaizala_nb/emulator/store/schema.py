"""The tables of the state, and the version of a file that holds them."""

from kaizala_nb.serving.database import Kind

VERSION = 3
UPGRADES = {2: "ALTER TABLE webhooks ADD COLUMN headers TEXT NOT NULL DEFAULT '{}'"}
"""By version: the statement that makes a file of it one of the next version."""

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE users (
    id TEXT PRIMARY KEY, number TEXT UNIQUE NOT NULL, name TEXT NOT NULL DEFAULT '', provisioned INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE connectors (
    id TEXT PRIMARY KEY, secret TEXT NOT NULL, name TEXT NOT NULL, permissions TEXT NOT NULL,
    redirect_url TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE sms (
    seq INTEGER PRIMARY KEY, number TEXT NOT NULL, application_id TEXT NOT NULL, pin TEXT NOT NULL, at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, dead INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sms_number ON sms (number);
CREATE TABLE refresh_tokens (
    digest TEXT PRIMARY KEY, application_id TEXT NOT NULL, user_id TEXT NOT NULL, expires INTEGER NOT NULL,
    group_id TEXT NOT NULL DEFAULT '', revoked INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX refresh_tokens_owner ON refresh_tokens (application_id, user_id, group_id);
CREATE TABLE groups (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, welcome TEXT NOT NULL, type TEXT NOT NULL, photo TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE events (
    seq INTEGER PRIMARY KEY, group_id TEXT NOT NULL, kind TEXT NOT NULL, actor_id TEXT, member_id TEXT,
    text TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL, reference_id TEXT UNIQUE, reply_to TEXT,
    audience TEXT NOT NULL DEFAULT 'members'
);
CREATE INDEX events_group ON events (group_id, seq);
CREATE TABLE targets (
    event_seq INTEGER NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (event_seq, user_id)
) WITHOUT ROWID;
CREATE TABLE memberships (
    seq INTEGER PRIMARY KEY, group_id TEXT NOT NULL, user_id TEXT NOT NULL, role TEXT NOT NULL, first_event INTEGER NOT NULL,
    last_event INTEGER
);
CREATE UNIQUE INDEX memberships_now ON memberships (group_id, user_id) WHERE last_event IS NULL;
CREATE INDEX memberships_user ON memberships (user_id);
CREATE TABLE subscriptions (
    seq INTEGER PRIMARY KEY, group_id TEXT NOT NULL, user_id TEXT NOT NULL, first_event INTEGER NOT NULL, last_event INTEGER
);
CREATE UNIQUE INDEX subscriptions_now ON subscriptions (group_id, user_id) WHERE last_event IS NULL;
CREATE INDEX subscriptions_page ON subscriptions (group_id, seq) WHERE last_event IS NULL;
CREATE INDEX subscriptions_user ON subscriptions (user_id);
CREATE TABLE hierarchy (parent_id TEXT NOT NULL, child_id TEXT NOT NULL, PRIMARY KEY (parent_id, child_id)) WITHOUT ROWID;
CREATE INDEX hierarchy_child ON hierarchy (child_id);
CREATE TABLE actions (
    seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, reference_id TEXT UNIQUE NOT NULL, group_id TEXT NOT NULL,
    kind TEXT NOT NULL, package_id TEXT NOT NULL DEFAULT '', sender_id TEXT NOT NULL, at INTEGER NOT NULL, expires INTEGER,
    body TEXT NOT NULL, properties TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX actions_kind ON actions (group_id, kind, at, seq);
CREATE INDEX actions_package ON actions (group_id, package_id, at, seq);
CREATE TABLE responses (
    seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, action_id TEXT NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL,
    updates INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL
);
CREATE INDEX responses_action ON responses (action_id, seq);
CREATE INDEX responses_user ON responses (action_id, user_id);
CREATE TABLE media (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, owner_id TEXT NOT NULL, at INTEGER NOT NULL,
    content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE reactions (
    seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, group_id TEXT NOT NULL, reference_id TEXT NOT NULL,
    user_id TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL, ticks INTEGER NOT NULL
);
CREATE INDEX reactions_reference ON reactions (reference_id, seq);
CREATE INDEX reactions_group ON reactions (group_id, ticks);
CREATE INDEX reactions_ticks ON reactions (ticks);
CREATE TABLE bots (
    user_id TEXT PRIMARY KEY, creator_id TEXT NOT NULL, picture TEXT NOT NULL DEFAULT '', deleted INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE codes (
    digest TEXT PRIMARY KEY, application_id TEXT NOT NULL, user_id TEXT NOT NULL, expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE webhooks (
    id TEXT PRIMARY KEY, object_id TEXT NOT NULL, object_type TEXT NOT NULL, events TEXT NOT NULL, url TEXT NOT NULL,
    token TEXT NOT NULL DEFAULT '', context TEXT, at INTEGER NOT NULL, validity INTEGER NOT NULL,
    active INTEGER NOT NULL DEFAULT 1, owner_id TEXT NOT NULL, application_id TEXT NOT NULL, group_id TEXT NOT NULL DEFAULT '',
    headers TEXT NOT NULL DEFAULT '{}'
) WITHOUT ROWID;
CREATE INDEX webhooks_object ON webhooks (object_id, object_type);
CREATE TABLE deliveries (
    seq INTEGER PRIMARY KEY, webhook_id TEXT NOT NULL, event_id TEXT NOT NULL, event_type TEXT NOT NULL, payload TEXT NOT NULL,
    due INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, status INTEGER, delivered INTEGER
);
CREATE INDEX deliveries_due ON deliveries (due) WHERE delivered IS NULL;
CREATE INDEX deliveries_delivered ON deliveries (delivered) WHERE delivered IS NOT NULL;
CREATE INDEX deliveries_webhook ON deliveries (webhook_id);
"""

KIND = Kind(
    "a local Kaizala",
    application_id=0x6B7A6E62,  # "kznb"
    version=VERSION,
    statements=tuple(statement for statement in SCHEMA.split(";\n") if statement.strip()),
    upgrades=UPGRADES,
)
