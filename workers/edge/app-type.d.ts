// Generated from api.ts by `node scripts/generate/app-type.ts`.
import type { Env } from 'hono';
/** The API, whose type is what `hono/client` works with; `app-type.d.ts` is generated from it. */
declare const routes: import("hono/hono-base").HonoBase<Env, import("hono/types").BlankSchema | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                status: 'ok';
                version: string;
                time: string;
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/actors": {
        $get: {
            output: {
                status: 'down';
                actors: {
                    actor: string;
                    id: string;
                    ok: boolean;
                    ms: number;
                    deadLetters: number;
                    pendingMessages: number;
                    answered: boolean;
                }[];
            };
            outputFormat: "json";
            status: 503;
            input: {};
        } | {
            output: {
                status: "degraded" | "ok";
                actors: {
                    actor: string;
                    id: string;
                    ok: boolean;
                    ms: number;
                    deadLetters: number;
                    pendingMessages: number;
                    answered: boolean;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
}, "/health"> | import("hono/types").MergeSchemaPath<import("hono/types").BlankSchema | import("hono/types").MergeSchemaPath<{
    "/preview": {
        $post: {
            output: {
                feedUrl: string;
                siteUrl: string | null;
                title: string;
                description: string | null;
                itemCount: number;
                items: {
                    title: string;
                    url: string | null;
                    author: string | null;
                    publishedAt: string | null;
                    snippet: string;
                }[];
                others: {
                    url: string;
                    title: string | null;
                    type: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    url: string;
                };
            };
        };
    };
}, "/feeds"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                mode: "closed" | "invite-only" | "open";
                firstRun: boolean;
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
}, "/registration"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                unread: number;
                starred: number;
                subscriptions: {
                    id: `sub_${string}`;
                    unread: number;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
}, "/counts"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {};
            outputFormat: string;
            status: import("hono/utils/http-status").StatusCode;
            input: {};
        };
    };
}, "/live"> | import("hono/types").MergeSchemaPath<{
    "/:folder": {
        $patch: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    folder: string;
                };
            } & {
                json: {
                    name: string;
                };
            };
        };
    };
} & {
    "/:folder": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    folder: string;
                };
            };
        };
    };
}, "/folders"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $post: {
            output: {
                id: string;
                total: number;
                done: number;
                added: number;
                exists: number;
                failed: number;
                finishedAt: string | null;
            };
            outputFormat: "json";
            status: 202;
            input: {};
        };
    };
} & {
    "/": {
        $get: {
            output: string;
            outputFormat: "body";
            status: 200;
            input: {};
        };
    };
} & {
    "/imports/:id": {
        $get: {
            output: {
                progress: {
                    id: string;
                    total: number;
                    done: number;
                    added: number;
                    exists: number;
                    failed: number;
                    finishedAt: string | null;
                };
                lines: {
                    line: number;
                    url: string;
                    title: string | null;
                    folder: string | null;
                    status: "added" | "exists" | "failed" | "waiting";
                    message: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: string;
                };
            };
        };
    };
}, "/opml"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                entries: {
                    read: boolean;
                    starred: boolean;
                    archived: boolean;
                    id: `ent_${string}`;
                    subscriptionId: `sub_${string}`;
                    title: string;
                    url: string | null;
                    author: string | null;
                    snippet: string;
                    image: string | null;
                    publishedAt: string | null;
                    arrivedAt: string;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    subscription?: `sub_${string}` | undefined;
                    folder?: string | undefined;
                    view?: "all" | "archived" | "starred" | "unread" | undefined;
                    q?: string | undefined;
                    cursor?: string | undefined;
                    limit?: string | string[];
                };
            };
        };
    };
} & {
    "/": {
        $patch: {
            output: {
                changed: number;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    ids: `ent_${string}`[];
                    state: {
                        read?: boolean | undefined;
                        starred?: boolean | undefined;
                        archived?: boolean | undefined;
                    };
                };
            };
        };
    };
} & {
    "/mark-read": {
        $post: {
            output: {
                changed: number;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    subscription?: `sub_${string}` | undefined;
                    folder?: string | undefined;
                    newest: `ent_${string}`;
                    oldest?: `ent_${string}` | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $get: {
            output: {
                read: boolean;
                starred: boolean;
                archived: boolean;
                id: `ent_${string}`;
                subscriptionId: `sub_${string}`;
                title: string;
                url: string | null;
                author: string | null;
                snippet: string;
                image: string | null;
                publishedAt: string | null;
                arrivedAt: string;
                contentHtml: string;
                enclosures: {
                    url: string;
                    type: string | null;
                    length: number | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `ent_${string}`;
                };
            };
        };
    };
}, "/entries"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                subscriptions: {
                    id: `sub_${string}`;
                    feedId: `feed_${string}`;
                    feedUrl: string;
                    siteUrl: string | null;
                    title: string;
                    folder: string | null;
                    health: "failing" | "gone" | "new" | "ok" | "paused";
                    healthReason: string | null;
                    createdAt: string;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/": {
        $post: {
            output: {
                id: `sub_${string}`;
                feedId: `feed_${string}`;
                feedUrl: string;
                siteUrl: string | null;
                title: string;
                folder: string | null;
                health: "failing" | "gone" | "new" | "ok" | "paused";
                healthReason: string | null;
                createdAt: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    url: string;
                    title?: string | undefined;
                    folder?: string | undefined;
                    discover?: boolean | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $patch: {
            output: {
                id: `sub_${string}`;
                feedId: `feed_${string}`;
                feedUrl: string;
                siteUrl: string | null;
                title: string;
                folder: string | null;
                health: "failing" | "gone" | "new" | "ok" | "paused";
                healthReason: string | null;
                createdAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `sub_${string}`;
                };
            } & {
                json: {
                    title?: string | null | undefined;
                    folder?: string | null | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `sub_${string}`;
                };
            };
        };
    };
} & {
    "/:id/refresh": {
        $post: {
            output: {
                newItems: number;
                outcome: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `sub_${string}`;
                };
            };
        };
    };
} & {
    "/:id/history": {
        $get: {
            output: {
                fetches: {
                    at: string;
                    status: number | null;
                    outcome: string;
                    bytes: number;
                    newItems: number;
                    updatedItems: number;
                    durationMs: number;
                    unchangedBefore: number;
                    nextAt: string | null;
                    why: string;
                }[];
                nextPollAt: string | null;
                unchangedSince: number;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `sub_${string}`;
                };
            };
        };
    };
}, "/subscriptions"> | import("hono/types").MergeSchemaPath<{
    "/sign-up": {
        $post: {
            output: {
                id: `per_${string}`;
                name: string;
                email: string;
                role: "admin" | "member";
                createdAt: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    name: string;
                    email: string;
                    password: string;
                    invitation?: string | undefined;
                };
            };
        };
    };
} & {
    "/sign-in": {
        $post: {
            output: {
                id: `per_${string}`;
                name: string;
                email: string;
                role: "admin" | "member";
                createdAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    email: string;
                    password: string;
                };
            };
        };
    };
} & {
    "/sign-out": {
        $post: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {};
        };
    };
} & {
    "/": {
        $get: {
            output: {
                id: `per_${string}`;
                name: string;
                email: string;
                role: "admin" | "member";
                createdAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                json: {
                    password: string;
                };
            };
        };
    };
} & {
    "/password": {
        $post: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                json: {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
    };
} & {
    "/email": {
        $post: {
            output: {
                id: `per_${string}`;
                name: string;
                email: string;
                role: "admin" | "member";
                createdAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    email: string;
                    password: string;
                };
            };
        };
    };
} & {
    "/sessions": {
        $get: {
            output: {
                sessions: {
                    id: string;
                    current: boolean;
                    createdAt: string;
                    expiresAt: string;
                    ipAddress: string | null;
                    userAgent: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/sessions": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {};
        };
    };
} & {
    "/sessions/:id": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: string;
                };
            };
        };
    };
}, "/account"> | import("hono/types").MergeSchemaPath<import("hono/types").BlankSchema | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                letters: {
                    id: `dlt_${string}`;
                    actor: "directory" | "feed" | "identity" | "inbox" | "router";
                    actorId: string;
                    target: string;
                    kind: string;
                    attempts: number;
                    reason: string;
                    at: string;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    q?: string | undefined;
                    cursor?: string | undefined;
                    limit?: string | string[];
                };
            };
        };
    };
} & {
    "/:id/replay": {
        $post: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `dlt_${string}`;
                };
            };
        };
    };
}, "/dead-letters"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                entries: {
                    seq: number;
                    at: string;
                    by: `per_${string}`;
                    act: string;
                    subject: string;
                    requestId: string;
                    previousHash: string;
                    hash: string;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    q?: string | undefined;
                    cursor?: string | undefined;
                    limit?: string | string[];
                };
            };
        };
    };
} & {
    "/verify": {
        $get: {
            output: {
                entries: number;
                intact: boolean;
                brokenAt: number | null;
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
}, "/audit"> | import("hono/types").MergeSchemaPath<{
    "/registration": {
        $put: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                json: {
                    mode: "closed" | "invite-only" | "open";
                };
            };
        };
    };
} & {
    "/invitations": {
        $post: {
            output: {
                code: string;
                expiresAt: string;
            };
            outputFormat: "json";
            status: 201;
            input: {};
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                feeds: {
                    id: `feed_${string}`;
                    url: string;
                    title: string | null;
                    health: "failing" | "gone" | "new" | "ok" | "paused";
                    reason: string | null;
                    subscribers: number;
                    reportedAt: string;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    q?: string | undefined;
                    cursor?: string | undefined;
                    limit?: string | string[];
                    health?: "failing" | "gone" | "new" | "ok" | "paused" | undefined;
                };
            };
        };
    };
} & {
    "/:id/pause": {
        $post: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `feed_${string}`;
                };
            };
        };
    };
} & {
    "/:id/resume": {
        $post: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `feed_${string}`;
                };
            };
        };
    };
} & {
    "/:id/refetch": {
        $post: {
            output: {
                newItems: number;
                outcome: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `feed_${string}`;
                };
            };
        };
    };
}, "/feeds"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                people: {
                    id: `per_${string}`;
                    name: string;
                    email: string;
                    role: "admin" | "member";
                    createdAt: string;
                    status: "active" | "deleting" | "suspended";
                    lastSeenAt: string | null;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    q?: string | undefined;
                    cursor?: string | undefined;
                    limit?: string | string[];
                };
            };
        };
    };
} & {
    "/:id": {
        $get: {
            output: {
                id: `per_${string}`;
                name: string;
                email: string;
                role: "admin" | "member";
                createdAt: string;
                status: "active" | "deleting" | "suspended";
                lastSeenAt: string | null;
                sessions: number;
                subscriptions: number;
                entries: number;
                storageBytes: number;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `per_${string}`;
                };
            };
        };
    };
} & {
    "/:id/suspend": {
        $post: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `per_${string}`;
                };
            };
        };
    };
} & {
    "/:id/restore": {
        $post: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `per_${string}`;
                };
            };
        };
    };
} & {
    "/:id": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `per_${string}`;
                };
            };
        };
    };
}, "/people">, "/admin">, "/api">, "/", "/health/*">;
/** The API as `hono/client` sees it. */
export type AppType = typeof routes;
