/** What the configuration is made for. */
export interface KamailioSettings {
  readonly port: number
  readonly modules: string
  readonly databaseUrl: string
  readonly children: number
}

export const realm = 'bench.offhook'

/**
 * Kamailio doing what our engine does for the same messages, and no more: digest against a table in PostgreSQL, registrations
 * kept in memory and written through to PostgreSQL (db_mode 1), calls routed to where the callee registered.
 */
export function kamailioConfig({ port, modules, databaseUrl, children }: KamailioSettings): string {
  return `#!KAMAILIO
debug=0
log_stderror=yes
children=${children}
tcp_children=1
auto_aliases=no
listen=udp:127.0.0.1:${port}
mpath="${modules}/"
${['tm', 'tmx', 'sl', 'rr', 'pv', 'maxfwd', 'usrloc', 'registrar', 'textops', 'siputils', 'sanity', 'auth', 'db_postgres', 'auth_db'].map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("tm", "fr_timer", 5000)
modparam("tm", "fr_inv_timer", 60000)
modparam("registrar", "max_contacts", 10)
modparam("registrar", "max_expires", 3600)
modparam("usrloc", "db_url", "${databaseUrl}")
modparam("usrloc", "db_mode", 1)
modparam("usrloc", "use_domain", 0)
modparam("auth_db", "db_url", "${databaseUrl}")
modparam("auth_db", "calculate_ha1", 0)
modparam("auth_db", "password_column", "ha1")
modparam("auth_db", "use_domain", 0)
modparam("auth_db", "load_credentials", "")
modparam("auth", "nonce_expire", 300)

request_route {
	if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
	if (!sanity_check("17895", "7")) { exit; }
	force_rport();
	if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
	if (!is_method("ACK")) { if (t_precheck_trans()) { t_check_trans(); exit; } t_check_trans(); }
	if (has_totag()) {
		if (loose_route()) { t_relay(); exit; }
		if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
		sl_send_reply("404", "Not here"); exit;
	}
	if (is_method("ACK")) { exit; }
	remove_hf("Route");
	if (is_method("REGISTER")) {
		if (!auth_check("${realm}", "subscriber", "0")) { auth_challenge("${realm}", "1"); exit; }
		if ($au != $tU) { sl_send_reply("403", "Forbidden identity"); exit; }
		if (!save("location")) { sl_reply_error(); }
		exit;
	}
	if (!is_method("INVITE")) { sl_send_reply("405", "Method Not Allowed"); exit; }
	if (!auth_check("${realm}", "subscriber", "0")) { auth_challenge("${realm}", "1"); exit; }
	if ($au != $fU) { sl_send_reply("403", "Forbidden identity"); exit; }
	consume_credentials();
	record_route();
	if (!lookup("location")) { sl_send_reply("480", "Not Registered"); exit; }
	if (!t_relay()) { sl_reply_error(); }
	exit;
}
`
}
