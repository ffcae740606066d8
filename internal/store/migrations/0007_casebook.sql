-- +goose Up

-- Case files and abuse reports: everything that is recorded in one, each thing
-- in all its versions. A row never changes; what is taken back gets another
-- version that says so. id is a keyed tag of all up to version, name one of the
-- id that the thing has in its container.
CREATE TABLE casebook (
  tenant         TEXT NOT NULL,
  id             TEXT NOT NULL,
  container_kind TEXT NOT NULL,      -- case, report
  container      TEXT NOT NULL,      -- its id
  kind           TEXT NOT NULL,      -- source, statement, position, read …
  name           TEXT NOT NULL,
  version        BIGINT NOT NULL,    -- from 1; the highest is current
  content        TEXT NOT NULL,      -- keyed tag of what it says: equal where nothing changed
  withdrawn      BOOLEAN NOT NULL,
  subject        TEXT NOT NULL,      -- one data key a container
  sealed         {{bytes}} NOT NULL,
  at             BIGINT NOT NULL,    -- when it was recorded
  leaf           BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX casebook_version ON casebook (tenant, container_kind, container, kind, name, version);
CREATE INDEX casebook_leaf ON casebook (tenant, container_kind, kind, leaf);

-- What things are found by across containers: keyed tags of the things that a
-- statement speaks of (what is ref), of proofs that an export rests on (proof).
CREATE TABLE casebook_key (
  tenant         TEXT NOT NULL,
  what           TEXT NOT NULL,
  blind          TEXT NOT NULL,
  container_kind TEXT NOT NULL,
  container      TEXT NOT NULL,
  kind           TEXT NOT NULL,
  name           TEXT NOT NULL,
  PRIMARY KEY (blind, what, tenant, container_kind, container, kind, name)
) {{clustered}};

-- +goose Down
SELECT 1;
