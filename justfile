# What one does here, by purpose. `npm start` and `npm test` install everything first; after one of them, and with
# tools/node_modules/.bin on the PATH, `just` lists these.

set positional-arguments

export PATH := justfile_directory() / "tools/node_modules/.bin:" + justfile_directory() / "node_modules/.bin:" + env("PATH")

# List what can be done
default:
    @just --list --unsorted

# Serve Switchboard on this machine, as npm start does: just start --port 9000 (--help lists the options)
[group('run')]
start *options:
    @node scripts/start/main.ts "$@"

# Serve it, rebuilt and restarted whenever a source changes; the state stays
[group('run')]
dev *options:
    @node scripts/dev/main.ts "$@"

# Check everything, then run the tests: all of them, or those whose files match a pattern (then without the checks)
[group('prove')]
test *patterns:
    @node scripts/test/main.ts "$@"

# Format, lint, types, unused code, import direction, generated files: everything, or the checks whose names begin so
[group('prove')]
check *names:
    @node scripts/check/main.ts "$@"

# Format, and mend what lint can mend by itself
[group('prove')]
fix:
    @oxlint --fix
    @oxfmt .

# Build the Workers and the page as they are deployed
[group('ship')]
build:
    @node scripts/build/main.ts

# Deploy to Cloudflare, each Worker after those it binds: just deploy --dry-run (docs/operations.md has the first time)
[group('ship')]
deploy *options: build
    @wrangler deploy --config wrangler.jsonc "$@"
    @wrangler deploy --config workers/admin/wrangler.jsonc "$@"
    @wrangler deploy --config workers/edge/wrangler.jsonc "$@"

# Copy the state of a house that is stopped: just backup FOLDER [--state FOLDER]
[group('keep')]
backup *arguments:
    @node scripts/backup/main.ts "$@"

# Measure: every benchmark, or those named (--list names them)
[group('prove')]
bench *names:
    @node scripts/bench/main.ts "$@"

# Make the generated types anew: after a change of a wrangler.jsonc, a contract or a route
[group('generate')]
types:
    @node scripts/generate/types.ts

# Make a migration from an actor's changed schema: just migrations inbox why-it-changes
[group('generate')]
migrations actor why:
    @cd "actors/$1" && drizzle-kit generate --name "$2"
