// Signs in to the demo company as a browser would, with the form's own fields, and prints the cookie header.
//   node sign-in.mjs http://demo.localhost:PORT
import http from 'node:http';

const url = new URL(process.argv[2]);
const jar = new Map();

function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port: url.port, method, path,
      headers: {
        host: url.host, origin: url.origin, cookie: [...jar].map(c => c.join('=')).join('; '),
        ...(body ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) } : {}),
      },
    }, answer => {
      for (const line of answer.headers['set-cookie'] ?? []) {
        const [name, ...value] = line.split(';')[0].split('=');
        jar.set(name, value.join('='));
      }
      let text = '';
      answer.setEncoding('utf8').on('data', part => text += part).on('end', () => resolve({ status: answer.statusCode, text }));
    });
    request.on('error', reject).end(body);
  });
}

const { text } = await ask('GET', '/sign-in');
const form = new URLSearchParams();
for (const [input] of text.matchAll(/<input[^>]*>/g)) {
  const name = input.match(/name="([^"]*)"/)?.[1];
  if (name) form.set(name, (input.match(/value="([^"]*)"/)?.[1] ?? '').replaceAll('&#x2B;', '+'));
}
for (const name of form.keys()) {
  if (/mail/i.test(name)) form.set(name, 'demo@acme-hardware.example');
  if (/password/i.test(name)) form.set(name, 'demo company 2026');
}
const answer = await ask('POST', '/sign-in', form.toString());
if (answer.status !== 302 || jar.size === 0) {
  console.error(`sign-in answered ${answer.status}`);
  process.exit(1);
}
console.log([...jar].map(c => c.join('=')).join('; '));
