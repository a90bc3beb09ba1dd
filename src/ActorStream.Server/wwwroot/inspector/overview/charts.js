// What is drawn of a node, and from which member of its overview.

import { bytes, milliseconds, short } from '../core/figures.js';
import { Chart } from './chart.js';

const one = (read) => [{ name: '', read }];
const count = (value) => Math.round(value).toLocaleString();

export const nodeCharts = () => [
  new Chart({
    title: 'Chunks a second',
    testid: 'chart-chunks',
    series: one((o) => o.rates.chunksPerSecond),
    format: short,
    least: 10,
  }),
  new Chart({
    title: 'Deliveries a second',
    testid: 'chart-deliveries',
    series: one((o) => o.rates.deliveriesPerSecond),
    format: short,
    least: 10,
  }),
  new Chart({
    title: 'Write latency',
    testid: 'chart-latency',
    series: [
      { name: 'p50', read: (o) => o.writes.latencyMilliseconds.p50 },
      { name: 'p99', read: (o) => o.writes.latencyMilliseconds.p99 },
    ],
    format: milliseconds,
    least: 2,
  }),
  new Chart({
    title: 'Events a write',
    testid: 'chart-write-size',
    series: [
      { name: 'p50', read: (o) => o.writes.size.p50 },
      { name: 'p99', read: (o) => o.writes.size.p99 },
    ],
    format: count,
    least: 5,
  }),
  new Chart({
    title: 'Mailbox depth',
    testid: 'chart-mailboxes',
    series: [
      { name: 'p99', read: (o) => o.mailboxes.p99 },
      { name: 'max', read: (o) => o.mailboxes.max },
    ],
    format: count,
    least: 5,
  }),
  new Chart({
    title: 'Connections',
    testid: 'chart-connections',
    series: [
      { name: 'SSE', read: (o) => o.connections.sse },
      { name: 'WS', read: (o) => o.connections.webSocket },
      { name: 'admin', read: (o) => o.connections.admin },
    ],
    format: count,
    least: 5,
  }),
  new Chart({
    title: 'Processor',
    testid: 'chart-cpu',
    series: one((o) => o.process.cpuPercent),
    format: (value) => `${short(value)} %`,
    least: 20,
  }),
  new Chart({
    title: 'Memory in use',
    testid: 'chart-memory',
    series: one((o) => o.process.workingSetBytes),
    format: bytes,
    least: 64 * 1024 * 1024,
    base: 1024,
  }),
];
