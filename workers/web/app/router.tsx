import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { accountQuery } from '../account/queries.ts'
import { JoinPage } from '../groups/join-page.tsx'
import { groupsQuery } from '../groups/queries.ts'
import { SignInPage } from '../account/sign-in-page.tsx'
import { SignUpPage } from '../account/sign-up-page.tsx'
import { FeedRoute, FolderRoute, HomeRoute } from '../entries/reading-page.tsx'
import { readConversationSearch } from '../conversations/address.ts'
import { readOutputsSearch } from '../outputs/address.ts'
import { readCallsSearch, readUsageSearch } from '../models/address.ts'
import { isFailure } from './failure.ts'
import { Broken, Missing } from './broken.tsx'
import { group } from './inbox.ts'
import { baseOf } from './inbox-address.ts'
import { readSearch } from './scope.ts'
import { Shell } from './shell.tsx'

const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: Missing,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: readNext,
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: SignUpPage,
  validateSearch: (search: Record<string, unknown>): { invitation?: string; next?: string } => ({
    ...readNext(search),
    ...(typeof search['invitation'] === 'string' ? { invitation: search['invitation'] } : {}),
  }),
})

/** The way into a group, for whoever was given its link. */
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: JoinPage,
  errorComponent: Broken,
  beforeLoad: ({ context, location }) => signedIn(context.client, location),
  validateSearch: (search: Record<string, unknown>): { code?: string } =>
    typeof search['code'] === 'string' ? { code: search['code'] } : {},
})

/** Everything that needs an account. */
const house = createRoute({
  getParentRoute: () => root,
  id: 'house',
  component: Shell,
  errorComponent: Broken,
  beforeLoad: async ({ context, location }) => {
    // Who is signed in to a group's inbox has another part in each group.
    const groups = group === null ? undefined : context.client.ensureQueryData(groupsQuery)
    groups?.catch(() => undefined)
    const account = await signedIn(context.client, location)
    await groups
    return account
  },
})

const home = createRoute({
  getParentRoute: () => house,
  path: '/',
  component: HomeRoute,
  validateSearch: readSearch,
})
const feed = createRoute({
  getParentRoute: () => house,
  path: '/feed/$subscription',
  component: FeedRoute,
  validateSearch: readSearch,
})
const folder = createRoute({
  getParentRoute: () => house,
  path: '/folder/$folder',
  component: FolderRoute,
  validateSearch: readSearch,
})
const conversations = createRoute({
  getParentRoute: () => house,
  path: '/conversations',
  component: lazyRouteComponent(() => import('../conversations/conversations-page.tsx'), 'ConversationsPage'),
  validateSearch: readConversationSearch,
})
const everything = createRoute({
  getParentRoute: () => house,
  path: '/everything',
  component: lazyRouteComponent(() => import('../everything/everything-page.tsx'), 'EverythingPage'),
  validateSearch: readSearch,
})
const channels = createRoute({
  getParentRoute: () => house,
  path: '/channels',
  component: lazyRouteComponent(() => import('../channels/channels-page.tsx'), 'ChannelsPage'),
})
const channel = createRoute({
  getParentRoute: () => house,
  path: '/channels/$channel',
  component: lazyRouteComponent(() => import('../channels/channels-page.tsx'), 'ChannelsPage'),
  validateSearch: (search: Record<string, unknown>): { failure?: string } =>
    typeof search['failure'] === 'string' ? { failure: search['failure'] } : {},
})
const rules = createRoute({
  getParentRoute: () => house,
  path: '/rules',
  component: lazyRouteComponent(() => import('../rules/rules-page.tsx'), 'RulesPage'),
})
const outputs = createRoute({
  getParentRoute: () => house,
  path: '/outputs',
  component: lazyRouteComponent(() => import('../outputs/outputs-page.tsx'), 'OutputsPage'),
  validateSearch: readOutputsSearch,
})
const groups = createRoute({
  getParentRoute: () => house,
  path: '/groups',
  component: lazyRouteComponent(() => import('../groups/groups-page.tsx'), 'GroupsPage'),
})
const members = createRoute({
  getParentRoute: () => house,
  path: '/members',
  component: lazyRouteComponent(() => import('../groups/members-page.tsx'), 'MembersPage'),
})
const account = createRoute({
  getParentRoute: () => house,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
})
const opml = createRoute({
  getParentRoute: () => house,
  path: '/opml',
  component: lazyRouteComponent(() => import('../opml/opml-page.tsx'), 'OpmlPage'),
  validateSearch: (search: Record<string, unknown>): { id?: string } =>
    typeof search['id'] === 'string' ? { id: search['id'] } : {},
})
const admin = createRoute({
  getParentRoute: () => house,
  path: '/admin',
  component: lazyRouteComponent(() => import('../admin/admin-page.tsx'), 'AdminPage'),
})
const adminPart = createRoute({
  getParentRoute: () => admin,
  path: '$part',
  component: lazyRouteComponent(() => import('../admin/admin-part.tsx'), 'AdminPart'),
})
const realmModels = createRoute({
  getParentRoute: () => admin,
  path: 'models',
  component: lazyRouteComponent(() => import('../admin/models-part.tsx'), 'ModelsPart'),
})
const realmProviders = createRoute({
  getParentRoute: () => realmModels,
  path: '/',
  component: lazyRouteComponent(() => import('../models/providers/providers-part.tsx'), 'ProvidersPart'),
})
const realmRoutes = createRoute({
  getParentRoute: () => realmModels,
  path: 'routes',
  component: lazyRouteComponent(() => import('../models/routes/routes-part.tsx'), 'RoutesPart'),
})
const realmLimits = createRoute({
  getParentRoute: () => realmModels,
  path: 'limits',
  component: lazyRouteComponent(() => import('../models/limits/limits-part.tsx'), 'LimitsPart'),
})
const realmUsage = createRoute({
  getParentRoute: () => realmModels,
  path: 'usage',
  component: lazyRouteComponent(() => import('../models/usage/usage-part.tsx'), 'UsagePart'),
  validateSearch: readUsageSearch,
})
const realmCalls = createRoute({
  getParentRoute: () => realmModels,
  path: 'calls',
  component: lazyRouteComponent(() => import('../models/calls/calls-part.tsx'), 'CallsPart'),
  validateSearch: readCallsSearch,
})
const models = createRoute({
  getParentRoute: () => house,
  path: '/models',
  component: lazyRouteComponent(() => import('../models/models-page.tsx'), 'ModelsPage'),
})
const overview = createRoute({
  getParentRoute: () => models,
  path: '/',
  component: lazyRouteComponent(() => import('../models/connect/overview-part.tsx'), 'OverviewPart'),
})
const providers = createRoute({
  getParentRoute: () => models,
  path: 'providers',
  component: lazyRouteComponent(() => import('../models/providers/providers-part.tsx'), 'ProvidersPart'),
})
const modelRoutes = createRoute({
  getParentRoute: () => models,
  path: 'routes',
  component: lazyRouteComponent(() => import('../models/routes/routes-part.tsx'), 'RoutesPart'),
})
const limits = createRoute({
  getParentRoute: () => models,
  path: 'limits',
  component: lazyRouteComponent(() => import('../models/limits/limits-part.tsx'), 'LimitsPart'),
})
const usage = createRoute({
  getParentRoute: () => models,
  path: 'usage',
  component: lazyRouteComponent(() => import('../models/usage/usage-part.tsx'), 'UsagePart'),
  validateSearch: readUsageSearch,
})
const calls = createRoute({
  getParentRoute: () => models,
  path: 'calls',
  component: lazyRouteComponent(() => import('../models/calls/calls-part.tsx'), 'CallsPart'),
  validateSearch: readCallsSearch,
})
const tokens = createRoute({
  getParentRoute: () => models,
  path: 'tokens',
  component: lazyRouteComponent(() => import('../models/tokens/tokens-part.tsx'), 'TokensPart'),
})

const tree = root.addChildren([
  signIn,
  signUp,
  join,
  house.addChildren([
    home,
    feed,
    folder,
    conversations,
    everything,
    channels,
    channel,
    rules,
    outputs,
    groups,
    members,
    account,
    opml,
    models.addChildren([overview, providers, modelRoutes, limits, usage, calls, tokens]),
    admin.addChildren([
      adminPart,
      realmModels.addChildren([realmProviders, realmRoutes, realmLimits, realmUsage, realmCalls]),
    ]),
  ]),
])

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: baseOf(group),
    context: { client },
    defaultPreload: false,
    defaultErrorComponent: Broken,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}

/**
 * Takes whoever is not signed in to the sign-in page first, and back here after it.
 * @returns who is signed in
 */
async function signedIn(client: QueryClient, { publicHref }: { readonly publicHref: string }) {
  try {
    return { account: await client.ensureQueryData(accountQuery) }
  } catch (error) {
    if (!isFailure(error, 'auth.required')) throw error
    const search = publicHref === '/' ? {} : { next: publicHref }
    throw redirect({ to: '/sign-in', search, replace: true })
  }
}

function readNext({ next }: Record<string, unknown>): { next?: string } {
  return typeof next === 'string' && isOwnPath(next) ? { next } : {}
}

/** Only a path of this page: never a way to another site. */
function isOwnPath(path: string): boolean {
  return path.startsWith('/') && !path.startsWith('//') && !path.startsWith('/\\')
}
