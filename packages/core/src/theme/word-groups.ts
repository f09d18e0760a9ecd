/**
 * Words by which people at work mean the same subject, English and German beside each other. `_` joins words that count
 * only together. A word may stand in several groups. Written by hand from what one-on-ones are about, not from any set of notes.
 */
export const WORD_GROUPS: Readonly<Record<string, string>> = {
  on_call:
    "on_call oncall pager paged page_duty rota rotation alert alerts alarm alarms incident incidents outage outages standby night_shift false_alarm bereitschaft rufbereitschaft alarmierung störung störungen nachtdienst",
  build:
    "build builds ci pipeline pipelines compile compiler compilation flaky test tests test_suite merge green rerun re_run local_build cache testlauf bauzeit kompilieren",
  deploy:
    "deploy deploys deployment deployments release releases rollout ship shipping rollback hotfix staging ausrollen ausliefern deployen veröffentlichung",
  career:
    "career promotion promoted promote level levels ladder senior staff_engineer principal tech_lead team_lead next_step grow growth stuck criteria management lead leading karriere beförderung befördert stufe aufstieg aufsteigen weiterentwicklung entwicklungspfad teamleitung",
  pay: "pay paid salary salaries raise bonus compensation wage wages equity stock inflation underpaid pay_band pay_bands earn earns gehalt gehälter gehaltserhöhung gehaltsband gehaltsbänder bezahlung bezahlt lohn verdienen verdient verdienst erhöhung prämie vergütung",
  meetings:
    "meeting meetings calendar sync standup stand_up status_meeting call calls agenda focus focus_time uninterrupted deep_work besprechung besprechungen termine kalender runde regeltermin fokuszeit sitzung sitzungen",
  direction:
    "strategy strategic direction vision priority priorities prioritise roadmap goal goals okr okrs north_star purpose pivot why_we strategie richtung priorität prioritäten ziel ziele produktvision ausrichtung wohin wofür plan_änderung kurswechsel",
  sales:
    "sales customer customers client deal deals account_manager account_managers sold promise promises promised commit commits commitment vertrieb verkauf kunde kunden versprechen versprochen zugesagt zusage",
  deadlines:
    "deadline deadlines due_date estimate estimates estimated crunch late delay delayed date dates slip slipped rush milestone frist fristen termin_druck zeitdruck schätzung schätzungen verzug verspätet verschoben verschieben",
  documentation:
    "documentation documented docs doc wiki written_down write_down guide handbook runbook readme knowledge knows_it tribal bus_factor dokumentation dokumentiert doku anleitung wissen aufgeschrieben handbuch",
  onboarding:
    "onboarding onboard newcomer newcomers new_here new_hire new_joiner buddy ramp_up first_week first_weeks first_days getting_started setup set_up einarbeitung einarbeiten neue_kollegen einstieg pate eingearbeitet",
  workplace:
    "office home_office work_from_home works_from_home from_home remote hybrid commute commuting office_day office_days open_plan hot_desk desk in_person on_site büro homeoffice anwesenheit präsenz präsenztage pendeln arbeitsweg großraum großraumbüro",
  recognition:
    "recognition recognise appreciated appreciation appreciate thanks thank thank_you praise praised credit invisible unseen unnoticed notice notices noticed kudos acknowledged valued anerkennung lob gelobt wertschätzung wertgeschätzt danke dank gesehen unsichtbar",
  feedback: "feedback review_talk hear_more rückmeldung rückmeldungen kritik",
  dependency:
    "waiting waits wait blocked blocker blocked_by dependency dependencies depend depends other_team another_team platform_team ticket tickets approval hand_off bottleneck wartet warten warte blockiert abhängig abhängigkeit abhängigkeiten plattform infrastruktur freigabe freigaben zustimmen anderes_team anderen_team zulieferung engpass",
  debt: "tech_debt technical_debt legacy refactor refactoring rewrite clean_up cleanup old_code old_system outdated workaround hack hacks spaghetti brittle technische_schulden altlasten altlast altsystem alter_code alten_code alte_code aufräumen umbau legacysystem veraltet umschreiben modernisieren",
  workload:
    "workload overload overloaded overtime too_much exhausted burnout burned_out burnt_out stress stressed tired weekend weekends long_hours capacity understaffed stretched drowning überlastet überlastung überstunden erschöpft müde wochenende auslastung belastung zu_viel ausgebrannt",
  hiring:
    "hiring hire hires recruiting recruiter candidate candidates interview interviews interviewing headcount vacancy opening backfill einstellung einstellen bewerber bewerberin bewerbung bewerbungen stelle stellen personal nachbesetzung vorstellungsgespräch",
  conflict:
    "conflict argument argued quarrel fight tension friction rude tone shouting shouted blame blamed disrespect talks_over interrupted streit gestritten konflikt spannung ton angeschrien schuld respektlos unterbrochen",
  learning:
    "learn learning training course courses conference workshop certification study mentor mentoring book skill skills lernen kurs kurse weiterbildung fortbildung schulung konferenz zertifikat studium mentorin",
  reorg:
    "reorg re_org reorganisation reorganization restructure new_manager new_boss team_change split_up merged_teams umstrukturierung umorganisation neuer_chef neue_chefin teamwechsel aufgeteilt",
  job_security:
    "layoff layoffs laid_off job_security fired severance cuts freeze hiring_freeze kündigung entlassung entlassungen stellenabbau jobsicherheit einstellungsstopp",
  leaving:
    "quit quits quitting leaving resign resigned other_offer offer recruiter_called notice_period job_search kündigen kündigt gehen_will angebot wechseln jobsuche",
  leave:
    "vacation holiday holidays time_off parental_leave maternity paternity sabbatical sick sick_leave urlaub elternzeit krank krankheit grippe sabbatjahr auszeit",
  hours:
    "part_time working_hours time_zone time_zones four_days flexible_hours late_calls teilzeit arbeitszeit arbeitszeiten zeitzone zeitzonen gleitzeit reduzieren",
  tools:
    "laptop laptops hardware monitor ide license licence tool tools tooling jira vpn keyboard werkzeug werkzeuge rechner lizenz",
  process:
    "process processes bureaucracy paperwork form forms sign_off red_tape procedure compliance audit prozess prozesse bürokratie formular formulare genehmigung genehmigungen vorschrift",
  roles:
    "responsibility responsibilities ownership unclear_role who_owns accountable role roles zuständig zuständigkeit zuständigkeiten verantwortung verantwortlich rolle rollen",
  autonomy:
    "autonomy micromanaged micromanagement micromanages trust trusted control freedom decide_myself mikromanagement vertrauen kontrolle freiraum selbst_entscheiden eigenverantwortung",
  quality:
    "bug bugs defect defects regression quality broken crash crashes fehler qualität mängel absturz abstürze kaputt",
  support:
    "support support_tickets helpdesk complaint complaints escalation escalations interruptions kundensupport beschwerde beschwerden eskalation eskalationen",
  communication:
    "communication informed heard_from last_to_know transparency all_hands announcement rumour rumor kommunikation informiert transparenz gerücht gerüchte flurfunk ankündigung",
  planning:
    "planning sprint sprints backlog scope scope_creep grooming retro retrospective planung umfang retrospektive",
  security:
    "security vulnerability vulnerabilities pentest phishing breach sicherheit sicherheitslücke sicherheitslücken datenschutz",
  budget: "budget budgets cost_cutting savings travel_budget expenses kosten sparen einsparung einsparungen spesen",
  noise:
    "noise_level loud noisy quiet concentrate concentration distraction distracted laut lärm ruhe konzentrieren konzentration abgelenkt",
  inclusion:
    "inclusion included excluded left_out diversity discrimination bias sexist racist ausgeschlossen diskriminierung vielfalt benachteiligt",
  isolation: "lonely loneliness isolated alone misses_people einsam allein isoliert",
  ai_tools: "copilot chatbot language_model llm ai_assistant künstliche_intelligenz ki",
  customers_data: "analytics dashboard dashboards metrics metric reporting kennzahl kennzahlen auswertung auswertungen",
};
