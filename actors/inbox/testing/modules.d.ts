/** Vite gives a file as text when it is asked for like this. */
declare module '*?raw' {
  const text: string
  export default text
}
