/** The plumb bob, a line and a weight: the only ornament. */
export function PlumbMark() {
  return (
    <svg width="9" height="20" viewBox="0 0 9 20" aria-hidden="true" style={{ color: 'var(--accent)', flex: 'none' }}>
      <path d="M4.5 0v12" stroke="var(--ink)" strokeWidth="1.4" />
      <path d="M.4 11.5h8.2L4.5 19.6z" fill="currentColor" />
    </svg>
  );
}
