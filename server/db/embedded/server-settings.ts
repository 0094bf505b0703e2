/** PostgreSQL's settings: small at rest, quick at bulk changes, and nothing acknowledged is ever lost. */
export function serverSettings(major: number, socketFolder: string): Readonly<Record<string, string | number>> {
  return {
    // Reached through a socket that only we can open, with a password on top.
    listen_addresses: '',
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    password_encryption: 'scram-sha-256',

    // What is acknowledged is on the disk.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',

    max_connections: 60,
    shared_buffers: '64MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    huge_pages: 'off',
    max_worker_processes: 4,
    max_parallel_workers: 2,
    max_logical_replication_workers: 0,
    max_wal_senders: 0,
    autovacuum_max_workers: 2,
    jit: 'off',
    random_page_cost: 1.1,
    // PostgreSQL 18 would keep three more processes for reading.
    ...(major >= 18 ? { io_method: 'sync' } : {}),

    // Room for a bulk change of 20,000 users between checkpoints; recovery from as much still takes seconds only.
    max_wal_size: '512MB',
    min_wal_size: '64MB',
    wal_compression: 'on',

    idle_in_transaction_session_timeout: '5min',
    timezone: 'UTC',

    // Errors are answered to who asked. In the log they would repeat personal data of the rows concerned.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    cluster_name: 'offhook',
  }
}
