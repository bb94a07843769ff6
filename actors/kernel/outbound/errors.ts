/** Every way a guarded request fails; each is the caller's or the world's fault, never a thrown exception. */
export type OutboundErrorCode =
  | 'outbound.bad_url'
  | 'outbound.bad_scheme'
  | 'outbound.bad_port'
  | 'outbound.credentials_in_url'
  | 'outbound.blocked_address'
  | 'outbound.too_many_redirects'
  | 'outbound.redirect_loop'
  | 'outbound.insecure_redirect'
  | 'outbound.too_large'
  | 'outbound.timeout'
  | 'outbound.unreachable'
