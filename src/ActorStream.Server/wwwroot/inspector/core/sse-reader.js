// Server-Sent Events from a fetched body: EventSource can't send the operator's key.

const MAX_EVENT_CHARACTERS = 8 * 1024 * 1024;

/** Yields {name, data, id} for each event, and null for each comment (the server's heartbeat). */
export async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = fresh();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += value;
      if (rest.length + event.size > MAX_EVENT_CHARACTERS)
        throw new Error('An event is too large.');
      const lines = rest.split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (line.startsWith(':')) yield null;
        else if (line !== '' && line !== '\r') take(event, line);
        else {
          if (event.data.length > 0) yield { ...event, data: event.data.join('\n') };
          event = fresh();
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // also when the consumer leaves the loop
  }
}

const fresh = () => ({ name: 'message', data: [], id: null, size: 0 });

function take(event, line) {
  const [, field, value] = /^([^:]*):? ?(.*?)\r?$/s.exec(line);
  event.size += line.length;
  if (field === 'event') event.name = value;
  else if (field === 'data') event.data.push(value);
  else if (field === 'id') event.id = value;
}
