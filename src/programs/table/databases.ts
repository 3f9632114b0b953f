/** Clients of databases: commands of the client that start programs, statements that destroy. */
import type { ProgramRow } from '../row.ts';

/** How clients of PostgreSQL are told where the server is. */
const CONNECTION = '-h|--host=host -p|--port= -U|--username= -w -W';

export const DATABASES: readonly ProgramRow[] = [
  {
    name: 'sqlite3 sqlite sqlcipher litecli',
    versioned: true,
    syntax: 'dash',
    options: `-cmd=sqlite -init=option-file:sqlite -A%code:sqlite -deserialize -append -csv -column -box -table -json -html -line -list -markdown
      -quote -tabs -ascii -bail -batch -echo -header -noheader -interactive -readonly -safe -stats -version -help -nofollow -memtrace
      -separator= -newline= -nullvalue= -mmap= -maxsize= -lookaside=_,_ -pagecache=_,_ -heap= -vfs= -escape= -nonce= -zip`,
    operands: 'sqlite-file sqlite+~sqlite-stdin',
  },
  {
    name: 'psql pgcli',
    options: `-c|--command=psql@text -f|--file=option-file:psql@text -L|--log-file=write -o|--output=pipe-or-file -v|--set|--variable= -P|--pset=
      -F|--field-separator= -R|--record-separator= -T|--table-attr= -h|--host=host -p|--port= -U|--username= -d|--dbname=database -A -a -b
      -e -E -H -l@text -n -q -s -S -t -w -W -x -X -z -0 -1 -V@text`,
    operands: [
      ['text', 'database? _?'],
      ['', 'database? _?~psql-stdin'],
    ],
  },
  {
    name: 'pg_dump pg_dumpall pg_restore',
    options: `-f|--file=write -d|--dbname=database ${CONNECTION} -F|--format= -j|--jobs= -n|--schema= -N|--exclude-schema= -t|--table=
      -T|--exclude-table= -e= -E|--encoding= -S|--superuser= -Z|--compress= -I|--index= -P|--function= -l= -L|--use-list=read
      --lock-wait-timeout= --role= --section= --snapshot= --exclude-table-data= --filter=read -c|--clean!destroy:data -abBCgOrRsvxX1
      --if-exists --create`,
    operands: 'database? _*',
  },
  {
    name: 'dropdb dropuser',
    options: `${CONNECTION} -e|--echo -f|--force -i|--interactive --if-exists --maintenance-db=database`,
    operands: 'pg-target*',
  },
  {
    name: 'createdb createuser vacuumdb reindexdb clusterdb pg_isready',
    options: `${CONNECTION} --dbname=database --maintenance-db=database -D= -t= -d= -E= -l= -O= -T= -c= -g= -j= -n= -N= -P= -S -s -a -C -e -f -F -i -I -k
      -L -q -r -R -v -V -z -Z`,
    operands: '_*',
  },
  {
    name: 'pg_basebackup initdb pg_upgrade',
    options: `${CONNECTION} -D|--pgdata=write --waldir=write -T|--tablespace-mapping= --pwfile=read -o=config-inline:settings
      -O=config-inline:settings -b|--old-bindir=program -B|--new-bindir=program --old-datadir=read --new-datadir=write -X= -F= -Z= -A= -E=
      -c= -r= -t= -j= -l= -R -P -z -n -N -S -s -d -v -k -g`,
    operands: '_*',
  },
  {
    name: 'pg_ctl',
    options: '-D|--pgdata=write -l|--log=write -p=program -o|--options=config-inline:settings -m= -t= -e= -N= -P= -S= -U= -c -s -w -W',
    operands: '_*',
  },
  {
    name: 'pgbench',
    options: `${CONNECTION} -f|--file=read -b= -c= -j= -T= -t= -D= -M= -R= -s= -F= -I= -P= --log-prefix=write -i -n -N -S -l -C -q -r -v -d`,
    operands: '_*',
  },
  {
    name: 'mysql mariadb mycli',
    options: `-e|--execute=mysql@text -h|--host=host -P|--port= -u|--user= -p? --password? -D|--database= -S|--socket=
      --defaults-file=option-file:mysql --defaults-extra-file=option-file:mysql --defaults-group-suffix= --login-path=
      --init-command=mysql --pager?script --tee=write --plugin-dir=preload:native --default-auth= --ssl-ca=read --ssl-cert=read
      --ssl-key=read --local-infile? --prompt= --delimiter= --default-character-set= --protocol= --max-allowed-packet= --connect-timeout=
      -A -B -b -C -c -E -f -G -H -i -L -N -n -o -q -r -s -t -T -U -v -V@text -w -X`,
    operands: [
      ['text', '_?'],
      ['', '_? _?~mysql-stdin'],
    ],
  },
  {
    name: 'mysqldump mariadb-dump mysqladmin mysqlimport mysqlshow mysqlcheck mysqlslap mysqlbinlog mysqld mysqld_safe',
    options: `-h|--host=host -P|--port= -u|--user= -p? --password? -S|--socket= --defaults-file=option-file:mysql
      --defaults-extra-file=option-file:mysql -r|--result-file=write -T|--tab=write --plugin-dir=preload:native
      --plugin-load=preload:native --where= -w= --ignore-table= --log-error=write --datadir=write --pid-file=write --init-file=read -q=sql
      --query=sql --create=sql --databases -B -A --all-databases --single-transaction --routines --triggers --events --no-data -d -t -n -f
      -v --opt --compact`,
    operands: 'mysql-action*',
  },
  {
    name: 'redis-cli valkey-cli keydb-cli',
    options: `-h=host -p= -s= -a= --user= --pass= -u=url -n= -r= -i= -x -X= -d= -D= -c --raw --csv --json --tls --sni= --cacert=read
      --cacertdir=read --cert=read --key=read --rdb=write@look --functions-rdb=write@look --pipe --eval=code-file:redis@look --ldb --bigkeys@look --memkeys@look
      --hotkeys@look --scan@look --pattern= --intrinsic-latency=@look --cluster= --stat@look --latency@look --latency-history@look --latency-dist@look --version@look --help@look
      --count= --quoted-pattern= -2 -3 --no-auth-warning`,
    stop: 1,
    operands: [
      ['look', '_*'],
      ['', 'redis-command~code-stdin:redis'],
    ],
  },
  {
    name: 'mongo mongosh',
    options: `--eval=code:mongo@text --file=code-file:mongo -f=code-file:mongo --host=host --port= -u= -p? -d= --username= --password?
      --authenticationDatabase= --quiet --norc --shell --nodb --tls --tlsCAFile=read --tlsCertificateKeyFile=read --apiVersion=
      --retryWrites --json?`,
    operands: [
      ['text', 'database? _*'],
      ['', 'database? code-file:mongo*~code-stdin:mongo'],
    ],
  },
  {
    name: 'mongodump mongorestore mongoexport mongoimport bsondump mongofiles',
    options: `--host=host --port= -h=host -u= -p= -d= -c= --uri=url -o|--out=write --archive?write --file=read --dir=read --drop!destroy:data
      --gzip --db= --collection= --query= -q= --config=option-file:mongo --ssl --type= --jsonArray --headerline --fields=`,
    operands: 'read?',
  },
  {
    name: `cqlsh influx clickhouse-client clickhouse-local clickhouse duckdb cockroach sqlcmd bcp isql osql db2 hive beeline presto trino spark-sql
      snowsql bq-cli dbt etcdctl`,
    options: `-e|--execute=sql@text -q|--query=sql@text -Q=sql@text -c=sql@text -s= -f|--file=code-file:sql@text -i=code-file:sql
      -o|--output=write -h|--host=host -u= -p= -P= -U= -S=host -d= --port= --config-file=option-file:sql --endpoints=hosts --cert=read
      --key=read --cacert=read --user= --password= --database= --format= --multiquery -n -v -j --profiles-dir=config:project
      --project-dir=config:project --vars= --select= -m= --target=`,
    operands: 'sql-operand*',
    does: 'sql-fed',
    otherwise: 'operands',
  },
  {
    name: 'prisma',
    options: '--schema=config:project --config=project-file:orm -h --help -v --version',
    inherit: true,
    operands: '_*',
    does: 'at-task:database',
    otherwise: 'operands',
    commands: [
      {
        name: 'db',
        commands: [
          {
            name: 'push',
            options: '--force-reset!destroy:data --accept-data-loss!destroy:data --skip-generate --url=url',
            does: 'at-task:database',
          },
          { name: 'execute', options: '--file=code-file:sql --stdin!code-stdin:sql --url=url', does: 'at-task:database' },
          { name: 'pull seed', options: '--force --print --url=url --local-d1 -d=', operands: '_*', does: 'at-task:database' },
        ],
      },
      {
        name: 'migrate',
        commands: [
          { name: 'reset', options: '-f|--force --skip-generate --skip-seed', does: 'destroy:data' },
          {
            name: 'dev deploy status diff resolve',
            options: `-n|--name= --create-only --skip-generate --skip-seed --applied= --rolled-back= --from-url=url --to-url=url --script --exit-code
      -o|--output=write --from-schema-datamodel=read --to-schema-datamodel=read --from-migrations=read --to-migrations=read
      --shadow-database-url=url`,
            operands: '_*',
            does: 'at-task:database',
          },
        ],
      },
      { name: 'studio', options: '-p|--port= -n|--hostname=listen -b|--browser=', does: 'at-listen' },
    ],
  },
  {
    name: 'sqlplus',
    options: '-C= -M= -R= -F -L -S -AC -V -H -silent -logon',
    syntax: 'dash',
    operands: '_ code-file:sql? _*',
    does: 'sql-fed',
  },
  {
    name: 'rake',
    options: `-e|--execute=code:ruby -E|--execute-continue=code:ruby -p|--execute-print=code:ruby -f|--rakefile=code-file:ruby
      -r|--require=preload:ruby -I|--libdir=preload:ruby -R|--rakelibdir=code-file:ruby -C|--directory=project:project -j? -m -n -q -s -t? -v
      -A -B -D? -G -g -N -P -T? -W? -X`,
    operands: 'orm-word*',
    does: 'at-task:database',
    otherwise: 'operands',
  },
  {
    name: `drizzle-kit knex sequelize sequelize-cli typeorm alembic flyway liquibase rails sidekiq artisan django-admin django-manage manage.py
      migrate dbmate goose`,
    options: `--schema=config:project --config=project-file:orm -c=project-file:orm -d=config:project --dataSource=config:project
      --knexfile=code-file:node --url=url --database= --env= -e= --path=read --name= -n= -f|--rakefile=code-file:ruby
      -r|--require=preload:ruby -I= -T -P -s -q -v --force!destroy:data --force-reset!destroy:data --accept-data-loss!destroy:data
      --skip-generate -x= --settings=module:python --pythonpath=preload:python --dir=read --conf=project-file:orm`,
    operands: 'orm-word*',
    does: 'at-task:database',
    otherwise: 'operands',
    commands: [
      { name: 'runner r', options: '-e=', operands: 'code:ruby*' },
      {
        name: 'console c dbconsole db shell tinker shell_plus dbshell',
        options: '-e= --execute=code:php -c=code:python -s --command=code:python',
        operands: '_*',
        does: 'code-stdin:ruby',
        otherwise: 'operands',
      },
      { name: 'server s runserver serve', options: '-b=listen -p= -e= --host=listen --port=', operands: 'listen?', does: 'at-listen' },
    ],
  },
];
