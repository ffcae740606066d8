-- +goose Up

-- A place in the tree is given once.
CREATE UNIQUE INDEX leaf_position ON leaf (position) WHERE position IS NOT NULL;

-- Tiles of the Merkle tree, 256 hashes wide: one row each, which grows until it
-- is full. A narrower tile is a prefix of it.
CREATE TABLE tile (
  level BIGINT NOT NULL,
  n     BIGINT NOT NULL,
  width BIGINT NOT NULL,
  bytes {{bytes}} NOT NULL,
  PRIMARY KEY (level, n)
);

-- The present checkpoint; one row.
CREATE TABLE head (
  one  BIGINT PRIMARY KEY,
  size BIGINT NOT NULL,
  root TEXT NOT NULL,                -- base64
  note TEXT NOT NULL,                -- the signed checkpoint
  at   BIGINT NOT NULL
);

-- Who does what only one process may do at a time, and until when.
CREATE TABLE lease (
  name   TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until  BIGINT NOT NULL
) {{clustered}};

-- Policies have leaves: when a text was first stored, and when it became the
-- one that is decided by.
ALTER TABLE policy ADD COLUMN leaf BIGINT NOT NULL DEFAULT 0;
CREATE TABLE active_policy (
  tenant TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  since  BIGINT NOT NULL,
  leaf   BIGINT NOT NULL
) {{clustered}};

-- +goose Down
SELECT 1;
