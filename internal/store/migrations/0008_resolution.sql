-- +goose Up

-- Who is the same as whom: judgements, withdrawals, merges, splits, epochs. A
-- row never changes; names and values of records are in none of them.
CREATE TABLE resolution_entry (
  tenant  TEXT NOT NULL,
  id      TEXT NOT NULL,
  kind    TEXT NOT NULL,             -- same, different, withdrawn, merge, split, epoch
  about   TEXT NOT NULL,             -- the entry that it takes back or undoes, or ''
  body    TEXT NOT NULL,             -- JSON: references, public ids, codes
  subject TEXT NOT NULL,             -- '' where nothing is sealed
  sealed  {{bytes}},                 -- reason of a judgement, parameters of an epoch
  at      BIGINT NOT NULL,
  leaf    BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX resolution_entry_leaf ON resolution_entry (tenant, leaf);
CREATE UNIQUE INDEX resolution_withdrawn ON resolution_entry (tenant, about) WHERE kind = 'withdrawn';

-- Which public id a record has now. birth is the id that it was given when it
-- came first; the id of an entity is that of its oldest record, so every birth
-- leads on to an entity.
CREATE TABLE resolution_member (
  tenant  TEXT NOT NULL,
  kind    TEXT NOT NULL,             -- application, account, contract
  id      TEXT NOT NULL,             -- external id
  role    TEXT NOT NULL,             -- applicant, contact …, or ''
  birth   TEXT NOT NULL,
  entity  TEXT NOT NULL,
  since   BIGINT NOT NULL,           -- of entity
  outcome TEXT NOT NULL,
  near    TEXT NOT NULL,             -- JSON: other records that are like it, with weights
  gone    BIGINT NOT NULL,           -- when the record went, 0: it is there
  PRIMARY KEY (tenant, kind, id, role)
) {{clustered}};
CREATE UNIQUE INDEX resolution_member_birth ON resolution_member (tenant, birth);
CREATE INDEX resolution_member_entity ON resolution_member (tenant, entity);

-- What the public id of a record was before: [since, until).
CREATE TABLE resolution_past (
  tenant TEXT NOT NULL,
  kind   TEXT NOT NULL,
  id     TEXT NOT NULL,
  role   TEXT NOT NULL,
  entity TEXT NOT NULL,
  since  BIGINT NOT NULL,
  until  BIGINT NOT NULL,
  PRIMARY KEY (tenant, kind, id, role, since, until)
) {{clustered}};
CREATE INDEX resolution_past_entity ON resolution_past (tenant, entity);

-- How far the assignments have followed the ledger, and by which epoch. It moves
-- by compare-and-swap: two processes cannot both assign.
CREATE TABLE resolution_state (
  tenant   TEXT PRIMARY KEY,
  position BIGINT NOT NULL,          -- places of leaves below it are taken in
  turn     BIGINT NOT NULL,          -- counts the writes
  epoch    TEXT NOT NULL             -- digest; '' is the built-in one
) {{clustered}};

-- +goose Down
SELECT 1;
