// What a refusal says, for a region of the page that announces it.

/** The notice alone, without the role by which it would be announced twice; null where there is none. */
export function noticeIn(html) {
  const notice = new DOMParser().parseFromString(html, "text/html").querySelector(".notice");
  notice?.removeAttribute("role");
  return notice;
}
