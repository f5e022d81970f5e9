import type { Run } from './command.ts'

const text = `npm run -s ruang -- COMMAND

  key create --name NAME --role ROLE [--sources GLOB] [--types GLOB] [--expires DAYS]
      prints one API key, once; ROLE: feeder, operator, executive, agency:CODE, display, admin
  key list                     the keys, one per line, with their references
  key revoke REF               takes a key back at once
  admin create --email E       prints a one-time link: whoever opens it sets a password and is administrator
  replay FILE [--speed N] [--world NAME]
      tells the events of a file (JSON lines or a JSON array of CloudEvents, or of {"at", "event"}) in their order,
      N times as fast as they happened, or all at once; a world that is not there is started as an exercise
  verify [--world NAME]        reads the whole log and checks its hash chain; prints the first bad seq
  archive [--world NAME]       moves what the setting retention says from the log to files in DATA_DIR/archive
  backup FILE                  one file with everything but what can be made again; passphrase: RUANG_PASSPHRASE, or asked for
  drill FILE [--expect SEQ:DIGEST]
      restores a backup for trial, beside it: chain, fold and vault; the digest it came to, or must come to
  restore FILE                 puts a backup in the place of DATA_DIR's files, which are kept aside; not while a server runs
  move --to postgres://…       takes the logs of DATA_DIR along to PostgreSQL, chain and all; not while a server runs
  downgrade                    writes the logs of DATA_DIR as versions before this one read them; not while a server runs
  import boundaries FILE [--dry-run] [--attribution TEXT]
      official areas (GeoJSON) in the place of the approximate ones of REGION
  import plan|projects|indicators|tickets|population FILE [--dry-run] [--map FIELD=HEADING …] [--mapping NAME] [--agency CODE]
      [--as-of DAY] [--notation id|en] [--sheet NAME] [--skip-refused] [--world NAME]
      a CSV or XLSX sheet, merged headings too; a row that cannot be read is named, and then nothing is imported;
      the same sheet again records nothing new; --mapping keeps which column is what under a name
  region build CODE            makes the region pack of a regency, e.g. 52.02
  person export REF [--reason TEXT]
      prints a vault record as JSON; the reading is recorded
  person erase REF [--reason TEXT]
      destroys a vault record's key; the erasure is recorded
  vault rotate                 a new key for the vault of personal data; not while a server runs
  read FORMAT FILE             what a reader makes of a body, one CloudEvent per line
  tls init [--host NAME_OR_ADDRESS …] [--force]
      a certificate authority for the LAN and the server's certificate; again: renews the certificate
  help                         this

The data is in DATA_DIR (./data). Exit codes: 0 done · 1 not done, or something was refused · 64 wrong usage ·
75 DATA_DIR is in use · 78 wrong configuration. Errors are one line on stderr.`

export const help: Run = async ({ print }) => {
  print(text)
  return 0
}
