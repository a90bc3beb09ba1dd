// The address says what is looked at, so that every view can be reloaded, kept and sent:
//   #/   #/conversations?state=running   #/conversations/ID/events?at=17   #/journal   #/checks
//   #/upkeep

const TABS = ['timeline', 'events', 'replay', 'viewers'];

export function currentRoute() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [page, id, tab, ...more] = path.split('/');
  const parameters = new URLSearchParams(query);
  if (page === '' && id === undefined) return { page: 'overview', query: parameters };
  if (['checks', 'journal', 'upkeep'].includes(page) && id === undefined)
    return { page, query: parameters };
  if (page === 'conversations' && !id) return { page, query: parameters };
  if (page === 'conversations' && /^[0-9a-z]{1,64}$/.test(id) && more.length === 0) {
    return {
      page: 'conversation',
      id,
      tab: TABS.includes(tab) ? tab : TABS[0],
      query: parameters,
    };
  }
  return { page: 'missing', query: parameters };
}

const withQuery = (path, query) => {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
};

export const listHref = (query = {}) => withQuery('#/conversations', query);

export const conversationHref = (id, tab = 'timeline', query = {}) =>
  withQuery(`#/conversations/${id}/${tab}`, query);

export const checksHref = (query = {}) => withQuery('#/checks', query);

/** Changes the address without going anywhere. */
export const noteAddress = (href) => history.replaceState(null, '', href);
