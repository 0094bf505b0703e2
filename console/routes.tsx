import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { endpoints } from '../contract/api/endpoints.ts'
import { answerOf } from '../web/answers.ts'
import { ConsoleSearch, parseSearch, paths, stringifySearch } from './paths.ts'
import { requireAdmin, requireEmpty, requireNobody } from './session.tsx'
import { AdminShell } from './shell/admin-shell.tsx'
import { NotFound } from './shell/not-found.tsx'
import { PageFailure } from './shell/page-failure.tsx'
import { PageSkeleton } from './ui/page-skeleton.tsx'
import { PanelFailure, PanelPending } from './ui/panel-fallbacks.tsx'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  validateSearch: ConsoleSearch,
  component: Outlet,
  notFoundComponent: NotFound,
})

// Before signing in.
const setup = createRoute({
  getParentRoute: () => root,
  path: paths.setup,
  beforeLoad: ({ context }) => requireEmpty(context.queryClient),
  component: lazyRouteComponent(() => import('./pages/setup/setup-page.tsx'), 'SetupPage'),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  beforeLoad: ({ context }) => requireNobody(context.queryClient),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const company = createRoute({
  getParentRoute: () => root,
  path: paths.company,
  beforeLoad: ({ params }) => {
    throw redirect({ to: paths.signIn, search: { company: params.slug } })
  },
})
const forgot = createRoute({
  getParentRoute: () => root,
  path: paths.forgot,
  component: lazyRouteComponent(() => import('./pages/sign-in/forgot-page.tsx'), 'ForgotPage'),
})
const welcome = createRoute({
  getParentRoute: () => root,
  path: paths.welcome,
  component: lazyRouteComponent(() => import('./pages/sign-in/welcome-page.tsx'), 'WelcomePage'),
})

// The console.
const admin = createRoute({
  getParentRoute: () => root,
  id: 'admin',
  beforeLoad: ({ context, location }) => requireAdmin(context.queryClient, location.href),
  component: AdminShell,
})
const home = createRoute({
  getParentRoute: () => admin,
  path: paths.home,
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.getHome, {})),
      queryClient.ensureQueryData(answerOf(endpoints.listChangeSets, { query: { limit: 6 } })),
    ]),
  component: lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
})

// Each list page holds its panels: the panel's address is below the list's, and the list stays as it is.
const panel = { pendingComponent: PanelPending, errorComponent: PanelFailure }
const userList = createRoute({
  getParentRoute: () => admin,
  id: 'user-list',
  component: lazyRouteComponent(() => import('./pages/users/users-page.tsx'), 'UsersPage'),
})
const users = createRoute({ getParentRoute: () => userList, path: paths.users })
const newUser = createRoute({
  getParentRoute: () => userList,
  path: paths.newUser,
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.listSites, {})),
      queryClient.ensureQueryData(answerOf(endpoints.listLicenses, {})),
      queryClient.ensureQueryData(answerOf(endpoints.listNumbers, { query: { state: 'available', limit: 50 } })),
    ]),
  ...panel,
  component: lazyRouteComponent(() => import('./pages/users/create-user-panel.tsx'), 'CreateUserPanel'),
})
const bulkEdit = createRoute({
  getParentRoute: () => admin,
  path: paths.bulkEdit,
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.listSites, {})),
      queryClient.ensureQueryData(answerOf(endpoints.listLicenses, {})),
    ]),
  component: lazyRouteComponent(() => import('./pages/users/bulk-edit/bulk-edit-page.tsx'), 'BulkEditPage'),
})
const offboard = createRoute({
  getParentRoute: () => userList,
  path: paths.offboard,
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.getUser, { params: { id } })),
      queryClient.ensureQueryData(answerOf(endpoints.getReferences, { params: { id } })),
    ]),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/leaving/offboard-panel.tsx'), 'OffboardPanel'),
})
const recycleBin = createRoute({
  getParentRoute: () => admin,
  path: paths.recycleBin,
  component: lazyRouteComponent(() => import('./pages/leaving/recycle-bin-page.tsx'), 'RecycleBinPage'),
})
const user = createRoute({
  getParentRoute: () => userList,
  path: paths.user,
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.getUser, { params: { id } })),
      queryClient.ensureQueryData(answerOf(endpoints.getReadiness, { params: { id } })),
    ]),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/users/user-panel.tsx'), 'UserPanel'),
})

const numberList = createRoute({
  getParentRoute: () => admin,
  id: 'number-list',
  component: lazyRouteComponent(() => import('./pages/numbers/numbers-page.tsx'), 'NumbersPage'),
})
const numbers = createRoute({ getParentRoute: () => numberList, path: paths.numbers })
const claimNumbers = createRoute({
  getParentRoute: () => numberList,
  path: paths.claimNumbers,
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.listStockAreas, {})),
  ...panel,
  component: lazyRouteComponent(() => import('./pages/numbers/claim-numbers-panel.tsx'), 'ClaimNumbersPanel'),
})
const loadNumbers = createRoute({
  getParentRoute: () => numberList,
  path: paths.loadNumbers,
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.getTenant, {})),
  ...panel,
  component: lazyRouteComponent(() => import('./pages/numbers/load-numbers-panel.tsx'), 'LoadNumbersPanel'),
})

const importNumbers = createRoute({
  getParentRoute: () => numberList,
  path: paths.importNumbers,
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.getTenant, {})),
  ...panel,
  component: lazyRouteComponent(() => import('./pages/numbers/import-numbers-panel.tsx'), 'ImportNumbersPanel'),
})
const portNumber = createRoute({
  getParentRoute: () => numberList,
  path: paths.portNumber,
  ...panel,
  component: lazyRouteComponent(() => import('./pages/numbers/port-number-panel.tsx'), 'PortNumberPanel'),
})
const numberAllowance = createRoute({
  getParentRoute: () => numberList,
  path: paths.numberAllowance,
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.getNumberAllowance, {})),
  ...panel,
  component: lazyRouteComponent(() => import('./pages/numbers/allowance-panel.tsx'), 'AllowancePanel'),
})
const number = createRoute({
  getParentRoute: () => numberList,
  path: paths.number,
  loader: ({ context: { queryClient }, params }) =>
    queryClient.ensureQueryData(answerOf(endpoints.getNumber, { params })),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/numbers/number-panel.tsx'), 'NumberPanel'),
})

const licenseList = createRoute({
  getParentRoute: () => admin,
  id: 'license-list',
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.listLicenses, {})),
  component: lazyRouteComponent(() => import('./pages/licenses/licenses-page.tsx'), 'LicensesPage'),
})
const licenses = createRoute({ getParentRoute: () => licenseList, path: paths.licenses })
const newLicense = createRoute({
  getParentRoute: () => licenseList,
  path: paths.newLicense,
  ...panel,
  component: lazyRouteComponent(() => import('./pages/licenses/create-license-panel.tsx'), 'CreateLicensePanel'),
})
const license = createRoute({
  getParentRoute: () => licenseList,
  path: paths.license,
  loader: ({ context: { queryClient }, params: { id } }) =>
    queryClient.ensureQueryData(answerOf(endpoints.getLicense, { params: { id } })),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/licenses/license-panel.tsx'), 'LicensePanel'),
})

const profileList = createRoute({
  getParentRoute: () => admin,
  id: 'profile-list',
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.listProfiles, {})),
  component: lazyRouteComponent(() => import('./pages/profiles/profiles-page.tsx'), 'ProfilesPage'),
})
const profiles = createRoute({ getParentRoute: () => profileList, path: paths.profiles })
const newProfile = createRoute({
  getParentRoute: () => profileList,
  path: paths.newProfile,
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.getTenant, {})),
  ...panel,
  component: lazyRouteComponent(() => import('./pages/profiles/create-profile-panel.tsx'), 'CreateProfilePanel'),
})
const profile = createRoute({
  getParentRoute: () => profileList,
  path: paths.profile,
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.getProfile, { params: { id } })),
      queryClient.ensureQueryData(answerOf(endpoints.getTenant, {})),
    ]),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/profiles/profile-panel.tsx'), 'ProfilePanel'),
})
const applyProfile = createRoute({
  getParentRoute: () => profileList,
  path: paths.applyProfile,
  loader: ({ context: { queryClient }, params: { id } }) =>
    queryClient.ensureQueryData(answerOf(endpoints.getProfile, { params: { id } })),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/profiles/apply-profile-panel.tsx'), 'ApplyProfilePanel'),
})

const siteList = createRoute({
  getParentRoute: () => admin,
  id: 'site-list',
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.listSites, {})),
  component: lazyRouteComponent(() => import('./pages/sites/sites-page.tsx'), 'SitesPage'),
})
const sites = createRoute({ getParentRoute: () => siteList, path: paths.sites })
const newSite = createRoute({
  getParentRoute: () => siteList,
  path: paths.newSite,
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.getTenant, {})),
      queryClient.ensureQueryData(answerOf(endpoints.listProfiles, {})),
    ]),
  ...panel,
  component: lazyRouteComponent(() => import('./pages/sites/create-site-panel.tsx'), 'CreateSitePanel'),
})
const site = createRoute({
  getParentRoute: () => siteList,
  path: paths.site,
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.getSite, { params: { id } })),
      queryClient.ensureQueryData(answerOf(endpoints.getSiteExtensions, { params: { id } })),
      queryClient.ensureQueryData(answerOf(endpoints.listProfiles, {})),
    ]),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/sites/site-panel.tsx'), 'SitePanel'),
})
const siteExtensions = createRoute({
  getParentRoute: () => siteList,
  path: paths.siteExtensions,
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.getSite, { params: { id } })),
      queryClient.ensureQueryData(answerOf(endpoints.getSiteExtensions, { params: { id } })),
      queryClient.ensureQueryData(answerOf(endpoints.getTenant, {})),
    ]),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/sites/extensions-panel.tsx'), 'ExtensionsPanel'),
})

const calls = createRoute({
  getParentRoute: () => admin,
  path: paths.calls,
  component: lazyRouteComponent(() => import('./pages/calls/calls-page.tsx'), 'CallsPage'),
})

const activityList = createRoute({
  getParentRoute: () => admin,
  id: 'activity-list',
  component: lazyRouteComponent(() => import('./pages/activity/activity-page.tsx'), 'ActivityPage'),
})
const activity = createRoute({ getParentRoute: () => activityList, path: paths.activity })
const changeSet = createRoute({
  getParentRoute: () => activityList,
  path: paths.changeSet,
  loader: ({ context: { queryClient }, params: { id } }) =>
    queryClient.ensureQueryData(answerOf(endpoints.getChangeSet, { params: { id } })),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/activity/change-set-panel.tsx'), 'ChangeSetPanel'),
})

const taskList = createRoute({
  getParentRoute: () => admin,
  id: 'task-list',
  component: lazyRouteComponent(() => import('./pages/tasks/tasks-page.tsx'), 'TasksPage'),
})
const tasks = createRoute({ getParentRoute: () => taskList, path: paths.tasks })
const task = createRoute({
  getParentRoute: () => taskList,
  path: paths.task,
  loader: ({ context: { queryClient }, params: { id } }) =>
    queryClient.ensureQueryData(answerOf(endpoints.getTask, { params: { id } })),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/tasks/task-panel.tsx'), 'TaskPanel'),
})

const settings = createRoute({
  getParentRoute: () => admin,
  path: paths.settings,
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.ensureQueryData(answerOf(endpoints.getTenant, {})),
      queryClient.ensureQueryData(answerOf(endpoints.listApiTokens, {})),
    ]),
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
})

const mailList = createRoute({
  getParentRoute: () => admin,
  id: 'mail-list',
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(answerOf(endpoints.listInbox, {})),
  component: lazyRouteComponent(() => import('./pages/inbox/inbox-page.tsx'), 'InboxPage'),
})
const inbox = createRoute({ getParentRoute: () => mailList, path: paths.inbox })
const mail = createRoute({
  getParentRoute: () => mailList,
  path: paths.mail,
  loader: ({ context: { queryClient }, params: { id } }) =>
    queryClient.ensureQueryData(answerOf(endpoints.getInboxMail, { params: { id } })),
  ...panel,
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./pages/inbox/mail-panel.tsx'), 'MailPanel'),
})

const routeTree = root.addChildren([
  setup,
  signIn,
  company,
  forgot,
  welcome,
  admin.addChildren([
    home,
    bulkEdit,
    userList.addChildren([users, newUser, user, offboard]),
    recycleBin,
    numberList.addChildren([numbers, claimNumbers, loadNumbers, importNumbers, portNumber, numberAllowance, number]),
    licenseList.addChildren([licenses, newLicense, license]),
    profileList.addChildren([profiles, newProfile, profile, applyProfile]),
    siteList.addChildren([sites, newSite, site, siteExtensions]),
    calls,
    activityList.addChildren([activity, changeSet]),
    taskList.addChildren([tasks, task]),
    settings,
    mailList.addChildren([inbox, mail]),
  ]),
])

/** The console's router; its pages share one cache of answers. */
export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: PageFailure,
    defaultPreload: 'intent',
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
