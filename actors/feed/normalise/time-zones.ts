// Minutes east of Greenwich. Abbreviations that several zones share stand for the one that feeds mean most often.
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  bst: 60,
  cet: 60,
  mez: 60,
  met: 60,
  west: 60,
  wat: 60,
  cest: 120,
  mesz: 120,
  mest: 120,
  eet: 120,
  sast: 120,
  cat: 120,
  eest: 180,
  msk: 180,
  eat: 180,
  trt: 180,
  irst: 210,
  gst: 240,
  pkt: 300,
  ist: 330,
  npt: 345,
  bdt: 360,
  ict: 420,
  wib: 420,
  sgt: 480,
  hkt: 480,
  pht: 480,
  awst: 480,
  myt: 480,
  jst: 540,
  kst: 540,
  acst: 570,
  aest: 600,
  acdt: 630,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  nst: -210,
  ndt: -150,
  ast: -240,
  adt: -180,
  art: -180,
  brt: -180,
  clt: -240,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  akst: -540,
  akdt: -480,
  hst: -600,
}

const MAX_OFFSET = 15 * 60

/**
 * Minutes east of Greenwich that a zone states: `Z`, `+0200`, `+02:00`, `-5`, `GMT+1`, `EST`. Unknown names count as
 * Greenwich (RFC 2822, section 4.3); an impossible offset as none.
 */
export function parseZone(text: string): number {
  const offset = /([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?!\d)/.exec(text)
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    if (minutes > MAX_OFFSET) return 0
    return offset[1] === '+' ? minutes : -minutes
  }
  const name = /[a-z]+/i.exec(text)?.[0].toLowerCase() ?? ''
  return ZONES[name] ?? 0
}
