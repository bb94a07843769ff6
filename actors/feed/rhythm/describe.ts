/** Minutes for people: up to three hours in minutes, longer in hours. */
export function describeMinutes(minutes: number): string {
  return minutes <= 180 ? `${Math.round(minutes)} min` : `${Math.round((minutes / 60) * 10) / 10} h`
}

export function ordinal(number: number): string {
  const tens = number % 100
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${suffix}`
}
