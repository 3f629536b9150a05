// Scenarios that try a page: many payers, long names, huge and tiny amounts, certainty, markup and other scripts.

const base = ({ title = 'Plain', currency = 'DKK', horizon = 6, payers = { municipality: 'Municipality', state: 'State' },
  paidBy = 'municipality', rate = 'beta = { mean = 0.42, sd = 0.08 }', without = 'fixed = 0.05', cost = 'lognormal = { mean = 179_167, sd = 18_000 }',
  saving = 'pert = { low = 100_000, mode = 129_000, high = 160_000 }', label = 'Success rate', participants = 24, shares = null, extra = '' }) => {
  const names = Object.keys(payers);
  const all = shares ?? Object.fromEntries(names.map((name) => [name, 1 / names.length]));
  return `format = 1
title = ${JSON.stringify(title)}
currency = "${currency}"
price_year = 2015
horizon = ${horizon}
[discount]
rate = 0.035
[payers]
${names.map((name) => `${name} = ${JSON.stringify(payers[name])}`).join('\n')}
[inputs.success_rate]
${rate}
label = ${JSON.stringify(label)}
[inputs.course_cost]
${cost}
[inputs.saving]
${saving}
[inputs.success_without]
${without}
[cohort]
participants = ${participants}
[outcomes.turned_around]
rate = "success_rate"
counterfactual = "success_without"
[costs.treatment]
amount = "course_cost"
per = "participant"
paid_by = { ${paidBy} = 1.0 }
[effects.public_saving]
outcome = "turned_around"
amount = "saving"
shares = { ${names.map((name) => `${name} = ${all[name]}`).join(', ')} }
${extra}`;
};

const long = 'Socialforvaltningens Center for Forebyggelse, Rusmiddelbehandling og Beskæftigelse';
const twelve = Object.fromEntries([...Array(12)].map((_, at) => [`payer_${at}`, `Payer number ${at + 1}`]));
const share = { ...Object.fromEntries([...Array(12)].map((_, at) => [`payer_${at}`, 0.08])), payer_0: 0.12 };
const none = { rate: 'fixed = 0.4', cost: 'fixed = 100_000', saving: 'fixed = 120_000' };

export const hostile = {
  'twelve-payers': base({ payers: twelve, shares: share, paidBy: 'payer_3' }),
  'long-names': base({ title: `${long}: ${long}`, payers: { municipality: long, region: `${long}.`, state: long.replaceAll(' ', '') }, label: long }),
  huge: base({ cost: 'lognormal = { mean = 179_167e9, sd = 18_000e9 }', saving: 'pert = { low = 100_000e9, mode = 129_000e9, high = 160_000e9 }' }),
  tiny: base({ cost: 'lognormal = { mean = 0.179, sd = 0.018 }', saving: 'pert = { low = 0.100, mode = 0.129, high = 0.160 }' }),
  'unlike-payers': base({ payers: { municipality: 'Municipality', state: 'State' }, shares: { municipality: 0.999999, state: 0.000001 } }),
  negative: base({ saving: 'pert = { low = -160_000, mode = -129_000, high = -100_000 }' }),
  'one-year': base({ horizon: 1 }),
  'sixty-years': base({ horizon: 60 }),
  never: base({ cost: 'lognormal = { mean = 9_179_167, sd = 18_000 }' }),
  always: base({ cost: 'lognormal = { mean = 179, sd = 18 }', rate: 'uniform = { min = 0.6, max = 0.9 }', participants: 400 }),
  certain: base({ ...none, without: 'fixed = 0.0', rate: 'fixed = 1.0' }),
  'luck-alone': base(none),
  'one-payer': base({ payers: { municipality: 'Municipality' } }),
  'heavy-tail': base({ saving: 'lognormal = { p5 = 1_000, p95 = 900_000 }' }),
  markup: base({
    title: '<script>alert("1")</script> & \'quotes\' </svg><b onclick=x>',
    payers: { municipality: '"><img src=x onerror=alert(1)>', state: '&amp; </text><script>' },
    label: '</script><script>alert(2)</script>',
  }),
  scripts: base({
    title: 'שיקום חברתי 🙂 إعادة التأهيل Ω 漢字',
    payers: { municipality: 'עיריית תל אביב (24) – 3', state: 'الدولة 🙂🙂🙂', region: '漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字' },
    label: 'نسبة النجاح',
  }),
};

// Everybody pays.
hostile['twelve-who-pay'] = base({ payers: twelve, shares: share, paidBy: 'payer_0' })
  .replace('paid_by = { payer_0 = 1.0 }', `paid_by = { ${Object.keys(twelve).map((name) => `${name} = ${share[name]}`).join(', ')} }`);
