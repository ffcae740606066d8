-- +goose Up

-- Facts about this installation as a whole: the key's check value.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) {{clustered}};

-- Reference data: one row for each snapshot file. No tenant: they are shared.
CREATE TABLE snapshot (
  seq            {{serial}},
  source         TEXT NOT NULL,
  kind           TEXT NOT NULL,
  digest         TEXT NOT NULL,
  base           TEXT NOT NULL,      -- digest that a difference stands on, or ''
  published      BIGINT NOT NULL,
  published_from TEXT NOT NULL,      -- file, flag, import
  imported       BIGINT NOT NULL,
  records        BIGINT NOT NULL,
  path           TEXT NOT NULL,      -- relative to the data directory
  reader         TEXT NOT NULL,
  raw            TEXT NOT NULL,      -- JSON: name, sha256, bytes of each raw file
  live           BIGINT NOT NULL,    -- place in the live chain from 1; 0 is not live
  UNIQUE (source, digest)
);
CREATE INDEX snapshot_live ON snapshot (source, live) WHERE live > 0;

-- Policies by digest: a decision must be replayable under the one it names.
CREATE TABLE policy (
  tenant TEXT NOT NULL,
  digest TEXT NOT NULL,
  body   TEXT NOT NULL,
  added  BIGINT NOT NULL,
  PRIMARY KEY (tenant, digest)
) {{clustered}};

-- Data keys, wrapped by the master key. A destroyed one keeps its row.
CREATE TABLE subject_key (
  tenant    TEXT NOT NULL,
  subject   TEXT NOT NULL,
  wrapped   {{bytes}},
  destroyed BIGINT,
  PRIMARY KEY (tenant, subject)
) {{clustered}};

CREATE TABLE application (
  tenant      TEXT NOT NULL,
  external_id TEXT NOT NULL,
  version     BIGINT NOT NULL,       -- from 1; the highest is current
  input       TEXT NOT NULL,         -- digest of the canonical application
  subject     TEXT NOT NULL,
  sealed      {{bytes}} NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (tenant, external_id, version)
);

-- What applicants brought, as keyed tags, while the tenant has proved nothing:
-- all of one application in one row. With the first proof they move to
-- attribute, where they are found by tag; until then nobody looks, and sixteen
-- index entries an application would be most of the cost of storing it.
CREATE TABLE brought (
  tenant      TEXT NOT NULL,
  application TEXT NOT NULL,
  packed      TEXT NOT NULL,         -- lines of: since, mark, kind, tag
  PRIMARY KEY (tenant, application)
) {{clustered}};

-- What applicants brought, as keyed tags. since is the tenant's clock
-- (memory.clock) when it was first seen, so that a batch can look at the state
-- before it began. The tag comes first in the key because it differs soonest.
CREATE TABLE attribute (
  tenant       TEXT NOT NULL,
  kind         TEXT NOT NULL,
  blind        TEXT NOT NULL,
  application  TEXT NOT NULL,
  impersonated BOOLEAN NOT NULL,     -- stolen: links nobody
  since        BIGINT NOT NULL,
  PRIMARY KEY (blind, kind, tenant, application)
) {{clustered}};
CREATE INDEX attribute_application ON attribute (application, tenant);

CREATE TABLE evidence (
  tenant      TEXT NOT NULL,
  id          TEXT NOT NULL,
  application TEXT NOT NULL,
  subject     TEXT NOT NULL,
  sealed      {{bytes}} NOT NULL,
  at          BIGINT NOT NULL,
  leaf        BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX evidence_application ON evidence (tenant, application, id);

-- Identities proved false. proved and withdrawn are the numbers of the leaves.
CREATE TABLE proof (
  tenant           TEXT NOT NULL,
  id               TEXT NOT NULL,
  application      TEXT NOT NULL,
  proved_by        TEXT NOT NULL,
  second           TEXT NOT NULL,    -- '' while provisional
  provisional      BOOLEAN NOT NULL,
  subject          TEXT NOT NULL,
  reason           {{bytes}} NOT NULL, -- sealed
  at               BIGINT NOT NULL,
  proved           BIGINT NOT NULL,
  withdrawn        BIGINT,
  withdrawn_by     TEXT,
  withdrawn_reason {{bytes}},
  withdrawn_at     BIGINT,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX proof_application ON proof (tenant, application);
CREATE INDEX proof_active ON proof (tenant, withdrawn, proved);

-- Where to look for shares: the attributes of every application that ever had
-- a proof (ring 1), and of those that share one with it (ring 2). It may hold
-- too much, never too little; queries check every row against the truth.
CREATE TABLE tainted (
  tenant      TEXT NOT NULL,
  kind        TEXT NOT NULL,
  blind       TEXT NOT NULL,
  ring        BIGINT NOT NULL,
  application TEXT NOT NULL,
  PRIMARY KEY (blind, kind, tenant, ring, application)
) {{clustered}};

-- One row a tenant: the last leaf of a proof or withdrawal, and the clock that
-- attributes are stamped with. No row: nothing was ever proved.
CREATE TABLE memory (
  tenant   TEXT PRIMARY KEY,
  position BIGINT NOT NULL,
  clock    BIGINT NOT NULL
) {{clustered}};

CREATE TABLE batch (
  tenant     TEXT NOT NULL,
  key        TEXT NOT NULL,
  at         BIGINT NOT NULL,
  generation TEXT NOT NULL,
  position   BIGINT NOT NULL,        -- memory as of the start
  clock      BIGINT NOT NULL,        -- attributes as of the start
  PRIMARY KEY (tenant, key)
) {{clustered}};

-- Parts (shards) of a batch that ran to their end.
CREATE TABLE batch_part (
  tenant TEXT NOT NULL,
  key    TEXT NOT NULL,
  part   TEXT NOT NULL,
  PRIMARY KEY (tenant, key, part)
) {{clustered}};

CREATE TABLE decision (
  tenant         TEXT NOT NULL,
  id             TEXT NOT NULL,
  application    TEXT NOT NULL,
  input          TEXT NOT NULL,
  outcome        TEXT NOT NULL,
  at             BIGINT NOT NULL,
  policy         TEXT NOT NULL,
  generation     TEXT NOT NULL,
  subject        TEXT NOT NULL,
  sealed         {{bytes}} NOT NULL,
  batch          TEXT NOT NULL,
  batch_position BIGINT NOT NULL,
  leaf           BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX decision_application ON decision (application, tenant, at, leaf);
CREATE INDEX decision_batch ON decision (tenant, batch, batch_position) WHERE batch <> '';

-- Leaves of the one ledger, in the order in which they were written. position
-- is their place in the tree, given later by the sequencer.
CREATE TABLE leaf (
  seq      {{serial}},
  kind     TEXT NOT NULL,
  id       TEXT NOT NULL,
  tag      TEXT NOT NULL,            -- keyed tag of the tenant, '' for reference data
  body     {{bytes}} NOT NULL,
  at       BIGINT NOT NULL,
  position BIGINT
);
CREATE INDEX leaf_unsequenced ON leaf (seq) WHERE position IS NULL;

-- What others are to hear of, written in the transaction of what happened.
CREATE TABLE outbox (
  seq       {{serial}},
  tenant    TEXT NOT NULL,
  topic     TEXT NOT NULL,
  ref       TEXT NOT NULL,           -- id of what happened; topic and ref are the stable id
  at        BIGINT NOT NULL,
  delivered BIGINT
);
CREATE INDEX outbox_waiting ON outbox (seq) WHERE delivered IS NULL;

-- +goose Down
SELECT 1;
