// Proposes an address while the company's name is typed, and says whether the chosen one is free. The form works without it.
const company = document.getElementById('company');
const address = document.getElementById('address');
const says = document.getElementById('address-says');
const zone = document.getElementById('zone');

let chosenByHand = address?.value !== '';
let waiting;
let asked = 0;

const ask = async (question) => {
  const turn = ++asked;
  const answer = await fetch(`/sign-up/address?${new URLSearchParams(question)}`);
  if (!answer.ok || turn !== asked) return;
  const { address: label, free, says: sentence } = await answer.json();
  if (question.company !== undefined) address.value = label;
  says.textContent = free ? `✓ ${sentence}` : sentence;
  says.className = `hint ${free ? 'ok' : 'no'}`;
  address.classList.toggle('bad', !free && sentence !== '');
};

const soon = (question) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(question()).catch(() => { }), 250);
};

if (company && address) {
  company.addEventListener('input', () => { if (!chosenByHand) soon(() => ({ company: company.value })); });
  address.addEventListener('input', () => {
    chosenByHand = address.value !== '';
    soon(() => chosenByHand ? { address: address.value } : { company: company.value });
  });
}
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
