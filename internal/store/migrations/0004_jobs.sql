-- +goose Up

-- Work to be done once, by whichever node takes it. id is made of tenant, kind
-- and key. run_at is when a job may be taken: when it is due, or, while it
-- runs, when the lease of its holder ends.
CREATE TABLE job (
  seq        {{serial}},
  id         TEXT NOT NULL,
  tenant     TEXT NOT NULL,          -- '' for what belongs to the installation
  kind       TEXT NOT NULL,
  key        TEXT NOT NULL,
  payload    TEXT NOT NULL,          -- JSON
  state      TEXT NOT NULL,          -- waiting, running, done, dead
  run_at     BIGINT NOT NULL,
  holder     TEXT NOT NULL,          -- who took it last
  attempts   BIGINT NOT NULL,        -- how often it was taken
  most       BIGINT NOT NULL,        -- how often it may be taken
  last_error TEXT NOT NULL,
  added      BIGINT NOT NULL,
  finished   BIGINT NOT NULL,        -- 0 until done or dead
  UNIQUE (id)
);
CREATE INDEX job_due ON job (run_at) WHERE state IN ('waiting', 'running');

-- One message of the outbox on its way to one endpoint. id is made of tenant,
-- topic, ref and endpoint, and is what the receiver tells duplicates by. run_at
-- is when it may be tried: when it is due, or when the lease of its holder ends.
CREATE TABLE delivery (
  seq      {{serial}},
  id       TEXT NOT NULL,
  tenant   TEXT NOT NULL,            -- of the endpoint
  endpoint TEXT NOT NULL,
  topic    TEXT NOT NULL,
  ref      TEXT NOT NULL,
  at       BIGINT NOT NULL,          -- when it happened
  state    TEXT NOT NULL,            -- waiting, delivered, dead
  run_at   BIGINT NOT NULL,
  holder   TEXT NOT NULL,            -- '' while nobody tries it
  attempts BIGINT NOT NULL,
  begun    BIGINT NOT NULL,          -- when the attempts that count began: added, or asked for again
  changed  BIGINT NOT NULL,          -- of the state
  UNIQUE (tenant, id)
);
CREATE INDEX delivery_due ON delivery (tenant, endpoint, run_at) WHERE state = 'waiting';
CREATE INDEX delivery_dead ON delivery (tenant, endpoint, seq) WHERE state = 'dead';
CREATE INDEX delivery_endpoint ON delivery (tenant, endpoint, seq);

-- Each try of a delivery: what was answered, never what was said.
CREATE TABLE delivery_attempt (
  tenant       TEXT NOT NULL,
  delivery     TEXT NOT NULL,
  seq          BIGINT NOT NULL,      -- from 1
  at           BIGINT NOT NULL,
  status       BIGINT NOT NULL,      -- of HTTP; 0 where nobody answered
  code         TEXT NOT NULL,        -- delivered, or why not
  milliseconds BIGINT NOT NULL,
  PRIMARY KEY (tenant, delivery, seq)
) {{clustered}};

-- Endpoints that said that they are gone; they rest until their address changes.
CREATE TABLE endpoint_gone (
  tenant TEXT NOT NULL,
  name   TEXT NOT NULL,
  url    TEXT NOT NULL,              -- digest of the address that said so
  at     BIGINT NOT NULL,
  PRIMARY KEY (tenant, name)
) {{clustered}};

-- +goose Down
SELECT 1;
