export const DOCS_CSS = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 small { font-weight: normal; opacity: 0.7; }
nav a { margin-right: 0.75rem; }
details { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
summary { cursor: pointer; padding: 0.6rem 0; }
summary b { display: inline-block; min-width: 4.5rem; }
summary span { opacity: 0.8; }
summary code { overflow-wrap: anywhere; }
h4 { font-size: 0.95rem; font-weight: normal; margin: 0.5rem 0; }
p, ul { margin: 0.25rem 0 0.75rem; }
p code, li code { overflow-wrap: anywhere; }
pre { background: color-mix(in srgb, currentColor 7%, transparent); border-radius: 6px; font-size: 0.85rem;
  max-height: 24rem; overflow: auto; padding: 0.75rem; }
`
