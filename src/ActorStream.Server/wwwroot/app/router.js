// The address says which conversation is open: "#/c/ID", or "#/" for a new one.

const CONVERSATION = /^#\/c\/([0-9a-z]{26})$/;

export function currentConversation() {
  return CONVERSATION.exec(location.hash)?.[1] ?? null;
}

export const conversationHref = (id) => (id === null ? '#/' : `#/c/${id}`);

export function startRouter(onRoute) {
  let shown;
  const route = () => {
    const id = currentConversation();
    if (id === shown) return;
    shown = id;
    onRoute(id);
  };
  addEventListener('popstate', route);
  addEventListener('hashchange', route);
  route();
  return {
    go(id) {
      history.pushState(null, '', conversationHref(id));
      route();
    },
    /** For a page that stood for the conversation before it had an id: "back" skips it. */
    replace(id) {
      history.replaceState(null, '', conversationHref(id));
      route();
    },
  };
}
