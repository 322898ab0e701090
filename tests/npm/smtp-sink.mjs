// An SMTP server for tests: prints its port, then each mail it takes as one line of JSON.
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo: ({ address }, session, done) => {
    if (address.startsWith('refused@')) return done(refusal(550, 'No such mailbox'));
    if (address.startsWith('busy@')) return done(refusal(451, 'Try again later'));
    done();
  },
  onData: async (stream, session, done) => {
    const mail = await simpleParser(stream);
    const { subject, messageId, text, html } = mail;
    console.log(JSON.stringify({ to: mail.to.text, subject, messageId, text, html }));
    done();
  },
});

server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
process.stdin.on('end', () => process.exit()).resume();
