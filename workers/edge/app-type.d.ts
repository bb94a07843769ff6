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
}, "/health"> | import("hono/types").MergeSchemaPath<{
    "/:kind/:id": {
        $get: {
            output: {};
            outputFormat: string;
            status: import("hono/utils/http-status").StatusCode;
            input: {
                param: {
                    kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                    id: `chn_${string}`;
                };
            };
        };
    };
} & {
    "/:kind/:id": {
        $post: {
            output: {};
            outputFormat: string;
            status: import("hono/utils/http-status").StatusCode;
            input: {
                param: {
                    kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                    id: `chn_${string}`;
                };
            };
        };
    };
}, "/hooks"> | import("hono/types").MergeSchemaPath<import("hono/types").BlankSchema | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                unread: number;
                starred: number;
                subscriptions: {
                    id: `sub_${string}`;
                    unread: number;
                }[];
                conversations: {
                    unread: number;
                    answer: number;
                };
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
}, "/counts"> | import("hono/types").MergeSchemaPath<{
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
            output: {};
            outputFormat: string;
            status: import("hono/utils/http-status").StatusCode;
            input: {};
        };
    };
}, "/live"> | import("hono/types").MergeSchemaPath<{
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
        $get: {
            output: {
                notifications: {
                    id: `ntf_${string}`;
                    kind: "assignment" | "budget" | "channel" | "message" | "newsletter";
                    title: string;
                    text: string;
                    about: `chn_${string}` | `cnv_${string}` | null;
                    group: `grp_${string}` | null;
                    at: string;
                    readAt: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/read": {
        $post: {
            output: {
                changed: number;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    ids: `ntf_${string}`[];
                } | {
                    all: true;
                };
            };
        };
    };
}, "/notifications"> | import("hono/types").MergeSchemaPath<{
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
                permissions: {
                    id: `prm_${string}`;
                    channelId: `chn_${string}`;
                    grantedAt: string;
                    used: number;
                    lastUsedAt: string | null;
                }[];
                uses: {
                    permissionId: `prm_${string}`;
                    channelId: `chn_${string}`;
                    at: string;
                    rule: string;
                    conversationId: `cnv_${string}`;
                    text: string;
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
                id: `prm_${string}`;
                channelId: `chn_${string}`;
                grantedAt: string;
                used: number;
                lastUsedAt: string | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    channelId: `chn_${string}`;
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
                    id: `prm_${string}`;
                };
            };
        };
    };
}, "/permissions"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                rules: {
                    name: string;
                    enabled: boolean;
                    when: {
                        channels?: `chn_${string}`[] | undefined;
                        people?: string[] | undefined;
                        words?: string[] | undefined;
                        categories?: ("finance" | "newsletter" | "notification" | "other" | "personal" | "sales" | "social" | "spam" | "support" | "travel" | "work")[] | undefined;
                        priorities?: ("high" | "low" | "normal" | "urgent")[] | undefined;
                        answerExpected?: boolean | undefined;
                    };
                    actions: ({
                        type: "label";
                        label: string;
                    } | {
                        type: "priority";
                        priority: "high" | "low" | "normal" | "urgent";
                    } | {
                        type: "archive";
                    } | {
                        type: "mute";
                    } | {
                        type: "notify";
                    } | {
                        type: "assign";
                        to: `per_${string}`;
                    } | {
                        type: "draft";
                        wish?: string | undefined;
                        useTone?: boolean | undefined;
                    } | {
                        type: "forward";
                        to: `cnv_${string}`;
                    })[];
                    stop: boolean;
                    id: `rul_${string}`;
                    matched: number;
                    lastMatchedAt: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/": {
        $put: {
            output: {
                rules: {
                    name: string;
                    enabled: boolean;
                    when: {
                        channels?: `chn_${string}`[] | undefined;
                        people?: string[] | undefined;
                        words?: string[] | undefined;
                        categories?: ("finance" | "newsletter" | "notification" | "other" | "personal" | "sales" | "social" | "spam" | "support" | "travel" | "work")[] | undefined;
                        priorities?: ("high" | "low" | "normal" | "urgent")[] | undefined;
                        answerExpected?: boolean | undefined;
                    };
                    actions: ({
                        type: "label";
                        label: string;
                    } | {
                        type: "priority";
                        priority: "high" | "low" | "normal" | "urgent";
                    } | {
                        type: "archive";
                    } | {
                        type: "mute";
                    } | {
                        type: "notify";
                    } | {
                        type: "assign";
                        to: `per_${string}`;
                    } | {
                        type: "draft";
                        wish?: string | undefined;
                        useTone?: boolean | undefined;
                    } | {
                        type: "forward";
                        to: `cnv_${string}`;
                    })[];
                    stop: boolean;
                    id: `rul_${string}`;
                    matched: number;
                    lastMatchedAt: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    rules: {
                        name: string;
                        enabled?: boolean | undefined;
                        when: {
                            channels?: `chn_${string}`[] | undefined;
                            people?: string[] | undefined;
                            words?: string[] | undefined;
                            categories?: ("finance" | "newsletter" | "notification" | "other" | "personal" | "sales" | "social" | "spam" | "support" | "travel" | "work")[] | undefined;
                            priorities?: ("high" | "low" | "normal" | "urgent")[] | undefined;
                            answerExpected?: boolean | undefined;
                        };
                        actions: ({
                            type: "label";
                            label: string;
                        } | {
                            type: "priority";
                            priority: "high" | "low" | "normal" | "urgent";
                        } | {
                            type: "archive";
                        } | {
                            type: "mute";
                        } | {
                            type: "notify";
                        } | {
                            type: "assign";
                            to: `per_${string}`;
                        } | {
                            type: "draft";
                            wish?: string | undefined;
                            useTone?: boolean | undefined;
                        } | {
                            type: "forward";
                            to: `cnv_${string}`;
                        })[];
                        stop?: boolean | undefined;
                        id?: `rul_${string}` | undefined;
                    }[];
                };
            };
        };
    };
} & {
    "/dry-run": {
        $post: {
            output: {
                looked: number;
                matches: {
                    conversationId: `cnv_${string}`;
                    title: string;
                    author: string;
                    snippet: string;
                    at: string;
                    because: string[];
                    does: string[];
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    name: string;
                    enabled?: boolean | undefined;
                    when: {
                        channels?: `chn_${string}`[] | undefined;
                        people?: string[] | undefined;
                        words?: string[] | undefined;
                        categories?: ("finance" | "newsletter" | "notification" | "other" | "personal" | "sales" | "social" | "spam" | "support" | "travel" | "work")[] | undefined;
                        priorities?: ("high" | "low" | "normal" | "urgent")[] | undefined;
                        answerExpected?: boolean | undefined;
                    };
                    actions: ({
                        type: "label";
                        label: string;
                    } | {
                        type: "priority";
                        priority: "high" | "low" | "normal" | "urgent";
                    } | {
                        type: "archive";
                    } | {
                        type: "mute";
                    } | {
                        type: "notify";
                    } | {
                        type: "assign";
                        to: `per_${string}`;
                    } | {
                        type: "draft";
                        wish?: string | undefined;
                        useTone?: boolean | undefined;
                    } | {
                        type: "forward";
                        to: `cnv_${string}`;
                    })[];
                    stop?: boolean | undefined;
                };
            };
        };
    };
}, "/rules"> | import("hono/types").MergeSchemaPath<{
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
} & {
    "/:id/summary": {
        $post: {
            output: {
                text: string;
                by: "extract" | "model";
                model: string | null;
                reason: string | null;
                at: string;
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
                outputs: {
                    id: `out_${string}`;
                    revision: number;
                    form: "post" | "summary" | "thread";
                    source: {
                        type: "entries";
                        ids: `ent_${string}`[];
                    } | {
                        type: "conversation";
                        id: `cnv_${string}`;
                    } | {
                        type: "text";
                    } | {
                        subscription?: `sub_${string}` | undefined;
                        folder?: string | undefined;
                        type: "digest";
                        from: string;
                        to: string;
                        view: "all" | "archived" | "starred" | "unread";
                        ids: `ent_${string}`[];
                    };
                    sourceTitle: string;
                    by: "model" | "person" | "template";
                    model: string | null;
                    note: string | null;
                    parts: string[];
                    channels: `chn_${string}`[];
                    publishedAt: string | null;
                    publications: {
                        channelId: `chn_${string}`;
                        part: number;
                        state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                        at: string;
                        reason: string | null;
                        url: string | null;
                    }[];
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
                id: `out_${string}`;
                revision: number;
                form: "post" | "summary" | "thread";
                source: {
                    type: "entries";
                    ids: `ent_${string}`[];
                } | {
                    type: "conversation";
                    id: `cnv_${string}`;
                } | {
                    type: "text";
                } | {
                    subscription?: `sub_${string}` | undefined;
                    folder?: string | undefined;
                    type: "digest";
                    from: string;
                    to: string;
                    view: "all" | "archived" | "starred" | "unread";
                    ids: `ent_${string}`[];
                };
                sourceTitle: string;
                by: "model" | "person" | "template";
                model: string | null;
                note: string | null;
                parts: string[];
                channels: `chn_${string}`[];
                publishedAt: string | null;
                publications: {
                    channelId: `chn_${string}`;
                    part: number;
                    state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                    at: string;
                    reason: string | null;
                    url: string | null;
                }[];
                createdAt: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    source: {
                        type: "entries";
                        ids: `ent_${string}`[];
                    } | {
                        type: "conversation";
                        id: `cnv_${string}`;
                    } | {
                        type: "text";
                    } | {
                        subscription?: `sub_${string}` | undefined;
                        folder?: string | undefined;
                        type: "digest";
                        from: string;
                        to: string;
                        view?: "all" | "archived" | "starred" | "unread" | undefined;
                    };
                    form: "post" | "summary" | "thread";
                    by: "model" | "person" | "template";
                    parts?: string[] | undefined;
                    channels?: `chn_${string}`[] | undefined;
                    wish?: string | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $patch: {
            output: {
                id: `out_${string}`;
                revision: number;
                form: "post" | "summary" | "thread";
                source: {
                    type: "entries";
                    ids: `ent_${string}`[];
                } | {
                    type: "conversation";
                    id: `cnv_${string}`;
                } | {
                    type: "text";
                } | {
                    subscription?: `sub_${string}` | undefined;
                    folder?: string | undefined;
                    type: "digest";
                    from: string;
                    to: string;
                    view: "all" | "archived" | "starred" | "unread";
                    ids: `ent_${string}`[];
                };
                sourceTitle: string;
                by: "model" | "person" | "template";
                model: string | null;
                note: string | null;
                parts: string[];
                channels: `chn_${string}`[];
                publishedAt: string | null;
                publications: {
                    channelId: `chn_${string}`;
                    part: number;
                    state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                    at: string;
                    reason: string | null;
                    url: string | null;
                }[];
                createdAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `out_${string}`;
                };
            } & {
                json: {
                    parts?: string[] | undefined;
                    channels?: `chn_${string}`[] | undefined;
                    revision: number;
                };
            };
        };
    };
} & {
    "/:id/publish": {
        $post: {
            output: {
                id: `out_${string}`;
                revision: number;
                form: "post" | "summary" | "thread";
                source: {
                    type: "entries";
                    ids: `ent_${string}`[];
                } | {
                    type: "conversation";
                    id: `cnv_${string}`;
                } | {
                    type: "text";
                } | {
                    subscription?: `sub_${string}` | undefined;
                    folder?: string | undefined;
                    type: "digest";
                    from: string;
                    to: string;
                    view: "all" | "archived" | "starred" | "unread";
                    ids: `ent_${string}`[];
                };
                sourceTitle: string;
                by: "model" | "person" | "template";
                model: string | null;
                note: string | null;
                parts: string[];
                channels: `chn_${string}`[];
                publishedAt: string | null;
                publications: {
                    channelId: `chn_${string}`;
                    part: number;
                    state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                    at: string;
                    reason: string | null;
                    url: string | null;
                }[];
                createdAt: string;
            };
            outputFormat: "json";
            status: 202;
            input: {
                param: {
                    id: `out_${string}`;
                };
            } & {
                json: {
                    revision: number;
                    key: string;
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
                    id: `out_${string}`;
                };
            };
        };
    };
}, "/outputs"> | import("hono/types").MergeSchemaPath<{
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
}, "/account"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                channels: {
                    id: `chn_${string}`;
                    kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                    name: string;
                    account: string | null;
                    state: "authorising" | "connected" | "disconnecting" | "failing" | "paused" | "unauthorised";
                    reason: string | null;
                    features: {
                        send: boolean;
                        post: boolean;
                        edit: boolean;
                        delete: boolean;
                        react: boolean;
                        attachments: boolean;
                        history: boolean;
                        maxLength: number;
                        maxPostLength?: number | undefined;
                        maxCaptionLength?: number | undefined;
                        countedIn: "bytes" | "graphemes" | "utf16";
                    };
                    intake: "both" | "hook" | "polling";
                    hookUrl: string | null;
                    waiting: number;
                    unreadable: number;
                    createdAt: string;
                    lastReceivedAt: string | null;
                    lastSentAt: string | null;
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
                channel: {
                    id: `chn_${string}`;
                    kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                    name: string;
                    account: string | null;
                    state: "authorising" | "connected" | "disconnecting" | "failing" | "paused" | "unauthorised";
                    reason: string | null;
                    features: {
                        send: boolean;
                        post: boolean;
                        edit: boolean;
                        delete: boolean;
                        react: boolean;
                        attachments: boolean;
                        history: boolean;
                        maxLength: number;
                        maxPostLength?: number | undefined;
                        maxCaptionLength?: number | undefined;
                        countedIn: "bytes" | "graphemes" | "utf16";
                    };
                    intake: "both" | "hook" | "polling";
                    hookUrl: string | null;
                    waiting: number;
                    unreadable: number;
                    createdAt: string;
                    lastReceivedAt: string | null;
                    lastSentAt: string | null;
                };
                authoriseUrl: string | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    kind: "telegram";
                    name?: string | undefined;
                    botToken: string;
                    intake?: "hook" | "polling" | undefined;
                    baseUrl?: string | undefined;
                } | {
                    kind: "slack";
                    name?: string | undefined;
                    signingSecret: string;
                    access: {
                        botToken: string;
                    } | {
                        clientId: string;
                        clientSecret: string;
                    };
                    baseUrl?: string | undefined;
                } | {
                    kind: "discord";
                    name?: string | undefined;
                    botToken: string;
                    clientSecret?: string | undefined;
                    publicKey?: string | undefined;
                    channels?: string[] | undefined;
                    baseUrl?: string | undefined;
                    authoriseUrl?: string | undefined;
                } | {
                    kind: "whatsapp";
                    name?: string | undefined;
                    accessToken: string;
                    appSecret: string;
                    phoneNumberId: string;
                    baseUrl?: string | undefined;
                } | {
                    kind: "x";
                    name?: string | undefined;
                    clientId: string;
                    clientSecret?: string | undefined;
                    consumerSecret?: string | undefined;
                    bearerToken?: string | undefined;
                    baseUrl?: string | undefined;
                    authoriseUrl?: string | undefined;
                } | {
                    kind: "email";
                    name?: string | undefined;
                    address: string;
                    sending: {
                        by: "binding";
                    } | {
                        by: "resend";
                        apiKey: string;
                        baseUrl?: string | undefined;
                    } | {
                        by: "webhook";
                        url: string;
                        secret: string;
                    } | {
                        by: "nothing";
                    };
                    subAddresses?: boolean | undefined;
                } | {
                    kind: "webhook";
                    name?: string | undefined;
                    sendUrl?: string | undefined;
                } | {
                    kind: "mastodon";
                    name?: string | undefined;
                    accessToken: string;
                    baseUrl: string;
                } | {
                    kind: "bluesky";
                    name?: string | undefined;
                    identifier: string;
                    appPassword: string;
                    baseUrl?: string | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $get: {
            output: {
                id: `chn_${string}`;
                kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                name: string;
                account: string | null;
                state: "authorising" | "connected" | "disconnecting" | "failing" | "paused" | "unauthorised";
                reason: string | null;
                features: {
                    send: boolean;
                    post: boolean;
                    edit: boolean;
                    delete: boolean;
                    react: boolean;
                    attachments: boolean;
                    history: boolean;
                    maxLength: number;
                    maxPostLength?: number | undefined;
                    maxCaptionLength?: number | undefined;
                    countedIn: "bytes" | "graphemes" | "utf16";
                };
                intake: "both" | "hook" | "polling";
                hookUrl: string | null;
                waiting: number;
                unreadable: number;
                createdAt: string;
                lastReceivedAt: string | null;
                lastSentAt: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `chn_${string}`;
                };
            };
        };
    };
} & {
    "/:id": {
        $patch: {
            output: {
                id: `chn_${string}`;
                kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                name: string;
                account: string | null;
                state: "authorising" | "connected" | "disconnecting" | "failing" | "paused" | "unauthorised";
                reason: string | null;
                features: {
                    send: boolean;
                    post: boolean;
                    edit: boolean;
                    delete: boolean;
                    react: boolean;
                    attachments: boolean;
                    history: boolean;
                    maxLength: number;
                    maxPostLength?: number | undefined;
                    maxCaptionLength?: number | undefined;
                    countedIn: "bytes" | "graphemes" | "utf16";
                };
                intake: "both" | "hook" | "polling";
                hookUrl: string | null;
                waiting: number;
                unreadable: number;
                createdAt: string;
                lastReceivedAt: string | null;
                lastSentAt: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `chn_${string}`;
                };
            } & {
                json: {
                    name?: string | undefined;
                    paused?: boolean | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 202;
            input: {
                param: {
                    id: `chn_${string}`;
                };
            };
        };
    };
} & {
    "/:id/test": {
        $post: {
            output: {
                id: `chn_${string}`;
                kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                name: string;
                account: string | null;
                state: "authorising" | "connected" | "disconnecting" | "failing" | "paused" | "unauthorised";
                reason: string | null;
                features: {
                    send: boolean;
                    post: boolean;
                    edit: boolean;
                    delete: boolean;
                    react: boolean;
                    attachments: boolean;
                    history: boolean;
                    maxLength: number;
                    maxPostLength?: number | undefined;
                    maxCaptionLength?: number | undefined;
                    countedIn: "bytes" | "graphemes" | "utf16";
                };
                intake: "both" | "hook" | "polling";
                hookUrl: string | null;
                waiting: number;
                unreadable: number;
                createdAt: string;
                lastReceivedAt: string | null;
                lastSentAt: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `chn_${string}`;
                };
            };
        };
    };
} & {
    "/:id/credentials": {
        $post: {
            output: {
                channel: {
                    id: `chn_${string}`;
                    kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                    name: string;
                    account: string | null;
                    state: "authorising" | "connected" | "disconnecting" | "failing" | "paused" | "unauthorised";
                    reason: string | null;
                    features: {
                        send: boolean;
                        post: boolean;
                        edit: boolean;
                        delete: boolean;
                        react: boolean;
                        attachments: boolean;
                        history: boolean;
                        maxLength: number;
                        maxPostLength?: number | undefined;
                        maxCaptionLength?: number | undefined;
                        countedIn: "bytes" | "graphemes" | "utf16";
                    };
                    intake: "both" | "hook" | "polling";
                    hookUrl: string | null;
                    waiting: number;
                    unreadable: number;
                    createdAt: string;
                    lastReceivedAt: string | null;
                    lastSentAt: string | null;
                };
                authoriseUrl: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `chn_${string}`;
                };
            } & {
                json: {
                    kind: "telegram";
                    name?: string | undefined;
                    botToken: string;
                    intake?: "hook" | "polling" | undefined;
                    baseUrl?: string | undefined;
                } | {
                    kind: "slack";
                    name?: string | undefined;
                    signingSecret: string;
                    access: {
                        botToken: string;
                    } | {
                        clientId: string;
                        clientSecret: string;
                    };
                    baseUrl?: string | undefined;
                } | {
                    kind: "discord";
                    name?: string | undefined;
                    botToken: string;
                    clientSecret?: string | undefined;
                    publicKey?: string | undefined;
                    channels?: string[] | undefined;
                    baseUrl?: string | undefined;
                    authoriseUrl?: string | undefined;
                } | {
                    kind: "whatsapp";
                    name?: string | undefined;
                    accessToken: string;
                    appSecret: string;
                    phoneNumberId: string;
                    baseUrl?: string | undefined;
                } | {
                    kind: "x";
                    name?: string | undefined;
                    clientId: string;
                    clientSecret?: string | undefined;
                    consumerSecret?: string | undefined;
                    bearerToken?: string | undefined;
                    baseUrl?: string | undefined;
                    authoriseUrl?: string | undefined;
                } | {
                    kind: "email";
                    name?: string | undefined;
                    address: string;
                    sending: {
                        by: "binding";
                    } | {
                        by: "resend";
                        apiKey: string;
                        baseUrl?: string | undefined;
                    } | {
                        by: "webhook";
                        url: string;
                        secret: string;
                    } | {
                        by: "nothing";
                    };
                    subAddresses?: boolean | undefined;
                } | {
                    kind: "webhook";
                    name?: string | undefined;
                    sendUrl?: string | undefined;
                } | {
                    kind: "mastodon";
                    name?: string | undefined;
                    accessToken: string;
                    baseUrl: string;
                } | {
                    kind: "bluesky";
                    name?: string | undefined;
                    identifier: string;
                    appPassword: string;
                    baseUrl?: string | undefined;
                };
            };
        };
    };
} & {
    "/:id/hook-secret": {
        $post: {
            output: {
                readonly url: string;
                readonly secret: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `chn_${string}`;
                };
            };
        };
    };
} & {
    "/:id/unreadable": {
        $get: {
            output: {
                payloads: {
                    no: number;
                    at: string;
                    reason: string;
                    body: string;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `chn_${string}`;
                };
            };
        };
    };
} & {
    "/:id/authorised": {
        $get: {
            output: undefined;
            outputFormat: "redirect";
            status: 303;
            input: {
                param: {
                    id: `chn_${string}`;
                };
            };
        };
    };
}, "/channels"> | import("hono/types").MergeSchemaPath<import("hono/types").BlankSchema | import("hono/types").MergeSchemaPath<{
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
    "/": {
        $get: {
            output: {
                letters: {
                    id: `dlt_${string}`;
                    actor: "channel" | "conversation" | "directory" | "feed" | "identity" | "inbox" | "router";
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
                channels: {
                    id: `chn_${string}`;
                    kind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                    owner: `inb_${string}`;
                    health: "authorising" | "connected" | "disconnected" | "disconnecting" | "failing" | "paused" | "unauthorised";
                    reason: string | null;
                    lastEventAt: string | null;
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
                    health?: "authorising" | "connected" | "disconnected" | "disconnecting" | "failing" | "paused" | "unauthorised" | undefined;
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
                    id: `chn_${string}`;
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
                    id: `chn_${string}`;
                };
            };
        };
    };
}, "/channels"> | import("hono/types").MergeSchemaPath<{
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
}, "/people"> | import("hono/types").MergeSchemaPath<import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                prices: {
                    provider: string;
                    model: string;
                    price: {
                        input: number;
                        output: number;
                        cacheRead: number | null;
                        cacheWrite: number | null;
                        cacheWriteLong: number | null;
                    } | null;
                    source: "free" | "list" | "own" | "unknown";
                    date: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/": {
        $put: {
            output: {
                provider: string;
                model: string;
                price: {
                    input: number;
                    output: number;
                    cacheRead: number | null;
                    cacheWrite: number | null;
                    cacheWriteLong: number | null;
                } | null;
                source: "free" | "list" | "own" | "unknown";
                date: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    provider: string;
                    model: string;
                    price: {
                        input: number;
                        output: number;
                        cacheRead: number | null;
                        cacheWrite: number | null;
                        cacheWriteLong: number | null;
                    } | null;
                };
            };
        };
    };
}, "/prices"> | import("hono/types").MergeSchemaPath<{
    "/usage": {
        $get: {
            output: {
                lines: {
                    key: string;
                    calls: number;
                    failed: number;
                    usage: {
                        input: number;
                        output: number;
                        cacheRead: number;
                        cacheWrite: number;
                        cacheWriteLong: number;
                        reasoning: number;
                    };
                    costUsd: number;
                    unpriced: number;
                }[];
                total: {
                    key: string;
                    calls: number;
                    failed: number;
                    usage: {
                        input: number;
                        output: number;
                        cacheRead: number;
                        cacheWrite: number;
                        cacheWriteLong: number;
                        reasoning: number;
                    };
                    costUsd: number;
                    unpriced: number;
                };
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    from: string | string[];
                    until: string | string[];
                    by?: "day" | "model" | "route" | "token" | undefined;
                };
            };
        };
    };
} & {
    "/usage.csv": {
        $get: {
            output: string;
            outputFormat: "body";
            status: 200;
            input: {
                query: {
                    from: string | string[];
                    until: string | string[];
                    by?: "day" | "model" | "route" | "token" | undefined;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                limits: ({
                    metric: "requests";
                    period: "day" | "minute" | "month";
                    amount: number;
                    id: `lim_${string}`;
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt: number | null;
                    used: number;
                    resetsAt: string | null;
                } | {
                    metric: "tokens";
                    period: "day" | "minute" | "month";
                    amount: number;
                    id: `lim_${string}`;
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt: number | null;
                    used: number;
                    resetsAt: string | null;
                } | {
                    metric: "money";
                    period: "day" | "month";
                    amount: number;
                    id: `lim_${string}`;
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt: number | null;
                    used: number;
                    resetsAt: string | null;
                } | {
                    metric: "concurrency";
                    period: "at-once";
                    amount: number;
                    id: `lim_${string}`;
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt: number | null;
                    used: number;
                    resetsAt: string | null;
                })[];
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
                metric: "requests";
                period: "day" | "minute" | "month";
                amount: number;
                id: `lim_${string}`;
                scope: {
                    kind: "person";
                } | {
                    kind: "token";
                    id: `tok_${string}`;
                } | {
                    kind: "route";
                    id: `rte_${string}`;
                };
                warnAt: number | null;
                used: number;
                resetsAt: string | null;
            } | {
                metric: "tokens";
                period: "day" | "minute" | "month";
                amount: number;
                id: `lim_${string}`;
                scope: {
                    kind: "person";
                } | {
                    kind: "token";
                    id: `tok_${string}`;
                } | {
                    kind: "route";
                    id: `rte_${string}`;
                };
                warnAt: number | null;
                used: number;
                resetsAt: string | null;
            } | {
                metric: "money";
                period: "day" | "month";
                amount: number;
                id: `lim_${string}`;
                scope: {
                    kind: "person";
                } | {
                    kind: "token";
                    id: `tok_${string}`;
                } | {
                    kind: "route";
                    id: `rte_${string}`;
                };
                warnAt: number | null;
                used: number;
                resetsAt: string | null;
            } | {
                metric: "concurrency";
                period: "at-once";
                amount: number;
                id: `lim_${string}`;
                scope: {
                    kind: "person";
                } | {
                    kind: "token";
                    id: `tok_${string}`;
                } | {
                    kind: "route";
                    id: `rte_${string}`;
                };
                warnAt: number | null;
                used: number;
                resetsAt: string | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: ({
                    metric: "requests";
                    period: "day" | "minute" | "month";
                    amount: number;
                } | {
                    metric: "tokens";
                    period: "day" | "minute" | "month";
                    amount: number;
                } | {
                    metric: "money";
                    period: "day" | "month";
                    amount: number;
                } | {
                    metric: "concurrency";
                    period: "at-once";
                    amount: number;
                }) & {
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt?: number | null | undefined;
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
                    id: `lim_${string}`;
                };
            };
        };
    };
}, "/limits"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                routes: {
                    name: string;
                    enabled: boolean;
                    models: string[];
                    conditions: {
                        minInputTokens?: number | undefined;
                        maxInputTokens?: number | undefined;
                        thinking?: boolean | undefined;
                        images?: boolean | undefined;
                        tools?: boolean | undefined;
                        tokens?: `tok_${string}`[] | undefined;
                        protocols?: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[] | undefined;
                        hours?: {
                            from: number;
                            until: number;
                            timeZone: string;
                        } | undefined;
                    };
                    targets: {
                        provider: string;
                        model: string | null;
                        weight: number;
                        tier: number;
                        overrides: {
                            [x: string]: string | number | boolean | null;
                        };
                        timeoutSeconds: number;
                    }[];
                    cacheSeconds: number | null;
                    id: `rte_${string}`;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/": {
        $put: {
            output: {
                routes: {
                    name: string;
                    enabled: boolean;
                    models: string[];
                    conditions: {
                        minInputTokens?: number | undefined;
                        maxInputTokens?: number | undefined;
                        thinking?: boolean | undefined;
                        images?: boolean | undefined;
                        tools?: boolean | undefined;
                        tokens?: `tok_${string}`[] | undefined;
                        protocols?: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[] | undefined;
                        hours?: {
                            from: number;
                            until: number;
                            timeZone: string;
                        } | undefined;
                    };
                    targets: {
                        provider: string;
                        model: string | null;
                        weight: number;
                        tier: number;
                        overrides: {
                            [x: string]: string | number | boolean | null;
                        };
                        timeoutSeconds: number;
                    }[];
                    cacheSeconds: number | null;
                    id: `rte_${string}`;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    routes: {
                        id?: `rte_${string}` | undefined;
                        name: string;
                        enabled?: boolean | undefined;
                        models: string[];
                        conditions?: {
                            minInputTokens?: number | undefined;
                            maxInputTokens?: number | undefined;
                            thinking?: boolean | undefined;
                            images?: boolean | undefined;
                            tools?: boolean | undefined;
                            tokens?: `tok_${string}`[] | undefined;
                            protocols?: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[] | undefined;
                            hours?: {
                                from: number;
                                until: number;
                                timeZone: string;
                            } | undefined;
                        } | undefined;
                        targets: {
                            provider: string;
                            model: string | null;
                            weight?: number | undefined;
                            tier?: number | undefined;
                            overrides?: Record<string, string | number | boolean | object | null> | undefined;
                            timeoutSeconds?: number | undefined;
                        }[];
                        cacheSeconds?: number | null | undefined;
                    }[];
                };
            };
        };
    };
} & {
    "/dry-run": {
        $post: {
            output: {
                route: {
                    id: `rte_${string}` | null;
                    name: string;
                } | null;
                considered: {
                    name: string;
                    fits: boolean;
                    why: string;
                }[];
                targets: {
                    provider: string;
                    model: string;
                    protocol: "anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses" | null;
                    translated: boolean;
                    usable: boolean;
                    why: string;
                    estimatedCostUsd: number | null;
                }[];
                refusal: {
                    code: string;
                    message: string;
                } | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    model: string;
                    stream?: boolean | undefined;
                    estimatedInputTokens?: number | undefined;
                    maxOutputTokens?: number | null | undefined;
                    thinking?: boolean | undefined;
                    images?: number | undefined;
                    tools?: number | undefined;
                    protocol?: "anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses" | undefined;
                    token?: `tok_${string}` | undefined;
                    at?: string | undefined;
                };
            };
        };
    };
}, "/routes"> | import("hono/types").MergeSchemaPath<{
    "/running": {
        $get: {
            output: {
                calls: {
                    id: `call_${string}`;
                    at: string;
                    token: {
                        id: `tok_${string}`;
                        name: string;
                    };
                    model: string;
                    provider: string | null;
                    session: string | null;
                    agent: string | null;
                    estimatedInputTokens: number;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/calls": {
        $get: {
            output: {
                calls: {
                    id: `call_${string}`;
                    requestId: string;
                    at: string;
                    token: {
                        id: `tok_${string}`;
                        name: string;
                    };
                    protocol: "anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses";
                    model: string;
                    provider: string | null;
                    providerModel: string | null;
                    route: {
                        id: `rte_${string}` | null;
                        name: string;
                    };
                    why: string;
                    status: "cached" | "cancelled" | "cut" | "failed" | "lost" | "ok" | "running";
                    httpStatus: number | null;
                    attempts: {
                        provider: string;
                        model: string;
                        status: number | null;
                        reason: string | null;
                        ms: number;
                    }[];
                    stream: boolean;
                    usage: {
                        input: number;
                        output: number;
                        cacheRead: number;
                        cacheWrite: number;
                        cacheWriteLong: number;
                        reasoning: number;
                    } | null;
                    exact: boolean;
                    costUsd: number | null;
                    ttfbMs: number | null;
                    durationMs: number | null;
                    notes: string[];
                    session: string | null;
                    agent: string | null;
                    hasContent: boolean;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    cursor?: string | undefined;
                    limit?: string | string[];
                    token?: `tok_${string}` | undefined;
                    model?: string | undefined;
                    status?: "cached" | "cancelled" | "cut" | "failed" | "lost" | "ok" | "running" | undefined;
                    from?: string | undefined;
                    until?: string | undefined;
                };
            };
        };
    };
} & {
    "/calls/:id": {
        $get: {
            output: {
                id: `call_${string}`;
                requestId: string;
                at: string;
                token: {
                    id: `tok_${string}`;
                    name: string;
                };
                protocol: "anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses";
                model: string;
                provider: string | null;
                providerModel: string | null;
                route: {
                    id: `rte_${string}` | null;
                    name: string;
                };
                why: string;
                status: "cached" | "cancelled" | "cut" | "failed" | "lost" | "ok" | "running";
                httpStatus: number | null;
                attempts: {
                    provider: string;
                    model: string;
                    status: number | null;
                    reason: string | null;
                    ms: number;
                }[];
                stream: boolean;
                usage: {
                    input: number;
                    output: number;
                    cacheRead: number;
                    cacheWrite: number;
                    cacheWriteLong: number;
                    reasoning: number;
                } | null;
                exact: boolean;
                costUsd: number | null;
                ttfbMs: number | null;
                durationMs: number | null;
                notes: string[];
                session: string | null;
                agent: string | null;
                hasContent: boolean;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `call_${string}`;
                };
            };
        };
    };
} & {
    "/calls/:id/content": {
        $get: {
            output: {
                request: string;
                answer: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `call_${string}`;
                };
            };
        };
    };
}, "/"> | {
    "/tokens": {
        $get: {
            output: {
                tokens: {
                    id: `tok_${string}`;
                    name: string;
                    scopes: ("inbox.act" | "inbox.read" | "models" | "send")[];
                    hint: string;
                    createdAt: string;
                    expiresAt: string | null;
                    lastUsedAt: string | null;
                    contentDays: number | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} | import("hono/types").MergeSchemaPath<import("hono/types").MergeSchemaPath<{
    "/": {
        $post: {
            output: {
                id: `key_${string}`;
                label: string;
                hint: string;
                health: "failing" | "ok" | "refused" | "resting" | "untested";
                reason: string | null;
                restingUntil: string | null;
                lastUsedAt: string | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                param: {
                    id: `prv_${string}`;
                };
            } & {
                json: {
                    label?: string | undefined;
                    secret: string;
                };
            };
        };
    };
} & {
    "/:key": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `prv_${string}`;
                    key: `key_${string}`;
                };
            };
        };
    };
}, "/:id/keys"> | ({
    "/": {
        $get: {
            output: {
                providers: {
                    id: `prv_${string}`;
                    slug: string;
                    name: string;
                    kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                    baseUrl: string;
                    protocols: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[];
                    defaultModel: string | null;
                    smallModel: string | null;
                    enabled: boolean;
                    free: boolean;
                    health: "failing" | "ok" | "refused" | "resting" | "untested";
                    reason: string | null;
                    keys: {
                        id: `key_${string}`;
                        label: string;
                        hint: string;
                        health: "failing" | "ok" | "refused" | "resting" | "untested";
                        reason: string | null;
                        restingUntil: string | null;
                        lastUsedAt: string | null;
                    }[];
                    models: string[];
                    modelsAt: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/found": {
        $get: {
            output: {
                servers: {
                    kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                    baseUrl: string;
                    models: string[];
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
                id: `prv_${string}`;
                slug: string;
                name: string;
                kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                baseUrl: string;
                protocols: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[];
                defaultModel: string | null;
                smallModel: string | null;
                enabled: boolean;
                free: boolean;
                health: "failing" | "ok" | "refused" | "resting" | "untested";
                reason: string | null;
                keys: {
                    id: `key_${string}`;
                    label: string;
                    hint: string;
                    health: "failing" | "ok" | "refused" | "resting" | "untested";
                    reason: string | null;
                    restingUntil: string | null;
                    lastUsedAt: string | null;
                }[];
                models: string[];
                modelsAt: string | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                    name?: string | undefined;
                    slug?: string | undefined;
                    baseUrl?: string | undefined;
                    defaultModel?: string | null | undefined;
                    smallModel?: string | null | undefined;
                    free?: boolean | undefined;
                    key?: string | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $patch: {
            output: {
                id: `prv_${string}`;
                slug: string;
                name: string;
                kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                baseUrl: string;
                protocols: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[];
                defaultModel: string | null;
                smallModel: string | null;
                enabled: boolean;
                free: boolean;
                health: "failing" | "ok" | "refused" | "resting" | "untested";
                reason: string | null;
                keys: {
                    id: `key_${string}`;
                    label: string;
                    hint: string;
                    health: "failing" | "ok" | "refused" | "resting" | "untested";
                    reason: string | null;
                    restingUntil: string | null;
                    lastUsedAt: string | null;
                }[];
                models: string[];
                modelsAt: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `prv_${string}`;
                };
            } & {
                json: {
                    name?: string | undefined;
                    baseUrl?: string | undefined;
                    defaultModel?: string | null | undefined;
                    smallModel?: string | null | undefined;
                    enabled?: boolean | undefined;
                    free?: boolean | undefined;
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
                    id: `prv_${string}`;
                };
            };
        };
    };
} & {
    "/:id/test": {
        $post: {
            output: {
                ok: boolean;
                status: number | null;
                message: string;
                ms: number;
                models: string[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `prv_${string}`;
                };
            } & {
                json: {
                    key?: `key_${string}` | undefined;
                };
            };
        };
    };
}), "/providers">, "/router">, "/admin"> | import("hono/types").MergeSchemaPath<import("hono/types").BlankSchema | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {};
            outputFormat: string;
            status: import("hono/utils/http-status").StatusCode;
            input: {};
        };
    };
}, "/live"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                prices: {
                    provider: string;
                    model: string;
                    price: {
                        input: number;
                        output: number;
                        cacheRead: number | null;
                        cacheWrite: number | null;
                        cacheWriteLong: number | null;
                    } | null;
                    source: "free" | "list" | "own" | "unknown";
                    date: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/": {
        $put: {
            output: {
                provider: string;
                model: string;
                price: {
                    input: number;
                    output: number;
                    cacheRead: number | null;
                    cacheWrite: number | null;
                    cacheWriteLong: number | null;
                } | null;
                source: "free" | "list" | "own" | "unknown";
                date: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    provider: string;
                    model: string;
                    price: {
                        input: number;
                        output: number;
                        cacheRead: number | null;
                        cacheWrite: number | null;
                        cacheWriteLong: number | null;
                    } | null;
                };
            };
        };
    };
}, "/prices"> | import("hono/types").MergeSchemaPath<{
    "/usage": {
        $get: {
            output: {
                lines: {
                    key: string;
                    calls: number;
                    failed: number;
                    usage: {
                        input: number;
                        output: number;
                        cacheRead: number;
                        cacheWrite: number;
                        cacheWriteLong: number;
                        reasoning: number;
                    };
                    costUsd: number;
                    unpriced: number;
                }[];
                total: {
                    key: string;
                    calls: number;
                    failed: number;
                    usage: {
                        input: number;
                        output: number;
                        cacheRead: number;
                        cacheWrite: number;
                        cacheWriteLong: number;
                        reasoning: number;
                    };
                    costUsd: number;
                    unpriced: number;
                };
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    from: string | string[];
                    until: string | string[];
                    by?: "day" | "model" | "route" | "token" | undefined;
                };
            };
        };
    };
} & {
    "/usage.csv": {
        $get: {
            output: string;
            outputFormat: "body";
            status: 200;
            input: {
                query: {
                    from: string | string[];
                    until: string | string[];
                    by?: "day" | "model" | "route" | "token" | undefined;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                limits: ({
                    metric: "requests";
                    period: "day" | "minute" | "month";
                    amount: number;
                    id: `lim_${string}`;
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt: number | null;
                    used: number;
                    resetsAt: string | null;
                } | {
                    metric: "tokens";
                    period: "day" | "minute" | "month";
                    amount: number;
                    id: `lim_${string}`;
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt: number | null;
                    used: number;
                    resetsAt: string | null;
                } | {
                    metric: "money";
                    period: "day" | "month";
                    amount: number;
                    id: `lim_${string}`;
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt: number | null;
                    used: number;
                    resetsAt: string | null;
                } | {
                    metric: "concurrency";
                    period: "at-once";
                    amount: number;
                    id: `lim_${string}`;
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt: number | null;
                    used: number;
                    resetsAt: string | null;
                })[];
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
                metric: "requests";
                period: "day" | "minute" | "month";
                amount: number;
                id: `lim_${string}`;
                scope: {
                    kind: "person";
                } | {
                    kind: "token";
                    id: `tok_${string}`;
                } | {
                    kind: "route";
                    id: `rte_${string}`;
                };
                warnAt: number | null;
                used: number;
                resetsAt: string | null;
            } | {
                metric: "tokens";
                period: "day" | "minute" | "month";
                amount: number;
                id: `lim_${string}`;
                scope: {
                    kind: "person";
                } | {
                    kind: "token";
                    id: `tok_${string}`;
                } | {
                    kind: "route";
                    id: `rte_${string}`;
                };
                warnAt: number | null;
                used: number;
                resetsAt: string | null;
            } | {
                metric: "money";
                period: "day" | "month";
                amount: number;
                id: `lim_${string}`;
                scope: {
                    kind: "person";
                } | {
                    kind: "token";
                    id: `tok_${string}`;
                } | {
                    kind: "route";
                    id: `rte_${string}`;
                };
                warnAt: number | null;
                used: number;
                resetsAt: string | null;
            } | {
                metric: "concurrency";
                period: "at-once";
                amount: number;
                id: `lim_${string}`;
                scope: {
                    kind: "person";
                } | {
                    kind: "token";
                    id: `tok_${string}`;
                } | {
                    kind: "route";
                    id: `rte_${string}`;
                };
                warnAt: number | null;
                used: number;
                resetsAt: string | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: ({
                    metric: "requests";
                    period: "day" | "minute" | "month";
                    amount: number;
                } | {
                    metric: "tokens";
                    period: "day" | "minute" | "month";
                    amount: number;
                } | {
                    metric: "money";
                    period: "day" | "month";
                    amount: number;
                } | {
                    metric: "concurrency";
                    period: "at-once";
                    amount: number;
                }) & {
                    scope: {
                        kind: "person";
                    } | {
                        kind: "token";
                        id: `tok_${string}`;
                    } | {
                        kind: "route";
                        id: `rte_${string}`;
                    };
                    warnAt?: number | null | undefined;
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
                    id: `lim_${string}`;
                };
            };
        };
    };
}, "/limits"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                routes: {
                    name: string;
                    enabled: boolean;
                    models: string[];
                    conditions: {
                        minInputTokens?: number | undefined;
                        maxInputTokens?: number | undefined;
                        thinking?: boolean | undefined;
                        images?: boolean | undefined;
                        tools?: boolean | undefined;
                        tokens?: `tok_${string}`[] | undefined;
                        protocols?: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[] | undefined;
                        hours?: {
                            from: number;
                            until: number;
                            timeZone: string;
                        } | undefined;
                    };
                    targets: {
                        provider: string;
                        model: string | null;
                        weight: number;
                        tier: number;
                        overrides: {
                            [x: string]: string | number | boolean | null;
                        };
                        timeoutSeconds: number;
                    }[];
                    cacheSeconds: number | null;
                    id: `rte_${string}`;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/": {
        $put: {
            output: {
                routes: {
                    name: string;
                    enabled: boolean;
                    models: string[];
                    conditions: {
                        minInputTokens?: number | undefined;
                        maxInputTokens?: number | undefined;
                        thinking?: boolean | undefined;
                        images?: boolean | undefined;
                        tools?: boolean | undefined;
                        tokens?: `tok_${string}`[] | undefined;
                        protocols?: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[] | undefined;
                        hours?: {
                            from: number;
                            until: number;
                            timeZone: string;
                        } | undefined;
                    };
                    targets: {
                        provider: string;
                        model: string | null;
                        weight: number;
                        tier: number;
                        overrides: {
                            [x: string]: string | number | boolean | null;
                        };
                        timeoutSeconds: number;
                    }[];
                    cacheSeconds: number | null;
                    id: `rte_${string}`;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    routes: {
                        id?: `rte_${string}` | undefined;
                        name: string;
                        enabled?: boolean | undefined;
                        models: string[];
                        conditions?: {
                            minInputTokens?: number | undefined;
                            maxInputTokens?: number | undefined;
                            thinking?: boolean | undefined;
                            images?: boolean | undefined;
                            tools?: boolean | undefined;
                            tokens?: `tok_${string}`[] | undefined;
                            protocols?: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[] | undefined;
                            hours?: {
                                from: number;
                                until: number;
                                timeZone: string;
                            } | undefined;
                        } | undefined;
                        targets: {
                            provider: string;
                            model: string | null;
                            weight?: number | undefined;
                            tier?: number | undefined;
                            overrides?: Record<string, string | number | boolean | object | null> | undefined;
                            timeoutSeconds?: number | undefined;
                        }[];
                        cacheSeconds?: number | null | undefined;
                    }[];
                };
            };
        };
    };
} & {
    "/dry-run": {
        $post: {
            output: {
                route: {
                    id: `rte_${string}` | null;
                    name: string;
                } | null;
                considered: {
                    name: string;
                    fits: boolean;
                    why: string;
                }[];
                targets: {
                    provider: string;
                    model: string;
                    protocol: "anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses" | null;
                    translated: boolean;
                    usable: boolean;
                    why: string;
                    estimatedCostUsd: number | null;
                }[];
                refusal: {
                    code: string;
                    message: string;
                } | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                json: {
                    model: string;
                    stream?: boolean | undefined;
                    estimatedInputTokens?: number | undefined;
                    maxOutputTokens?: number | null | undefined;
                    thinking?: boolean | undefined;
                    images?: number | undefined;
                    tools?: number | undefined;
                    protocol?: "anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses" | undefined;
                    token?: `tok_${string}` | undefined;
                    at?: string | undefined;
                };
            };
        };
    };
}, "/routes"> | import("hono/types").MergeSchemaPath<{
    "/running": {
        $get: {
            output: {
                calls: {
                    id: `call_${string}`;
                    at: string;
                    token: {
                        id: `tok_${string}`;
                        name: string;
                    };
                    model: string;
                    provider: string | null;
                    session: string | null;
                    agent: string | null;
                    estimatedInputTokens: number;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/calls": {
        $get: {
            output: {
                calls: {
                    id: `call_${string}`;
                    requestId: string;
                    at: string;
                    token: {
                        id: `tok_${string}`;
                        name: string;
                    };
                    protocol: "anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses";
                    model: string;
                    provider: string | null;
                    providerModel: string | null;
                    route: {
                        id: `rte_${string}` | null;
                        name: string;
                    };
                    why: string;
                    status: "cached" | "cancelled" | "cut" | "failed" | "lost" | "ok" | "running";
                    httpStatus: number | null;
                    attempts: {
                        provider: string;
                        model: string;
                        status: number | null;
                        reason: string | null;
                        ms: number;
                    }[];
                    stream: boolean;
                    usage: {
                        input: number;
                        output: number;
                        cacheRead: number;
                        cacheWrite: number;
                        cacheWriteLong: number;
                        reasoning: number;
                    } | null;
                    exact: boolean;
                    costUsd: number | null;
                    ttfbMs: number | null;
                    durationMs: number | null;
                    notes: string[];
                    session: string | null;
                    agent: string | null;
                    hasContent: boolean;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    cursor?: string | undefined;
                    limit?: string | string[];
                    token?: `tok_${string}` | undefined;
                    model?: string | undefined;
                    status?: "cached" | "cancelled" | "cut" | "failed" | "lost" | "ok" | "running" | undefined;
                    from?: string | undefined;
                    until?: string | undefined;
                };
            };
        };
    };
} & {
    "/calls/:id": {
        $get: {
            output: {
                id: `call_${string}`;
                requestId: string;
                at: string;
                token: {
                    id: `tok_${string}`;
                    name: string;
                };
                protocol: "anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses";
                model: string;
                provider: string | null;
                providerModel: string | null;
                route: {
                    id: `rte_${string}` | null;
                    name: string;
                };
                why: string;
                status: "cached" | "cancelled" | "cut" | "failed" | "lost" | "ok" | "running";
                httpStatus: number | null;
                attempts: {
                    provider: string;
                    model: string;
                    status: number | null;
                    reason: string | null;
                    ms: number;
                }[];
                stream: boolean;
                usage: {
                    input: number;
                    output: number;
                    cacheRead: number;
                    cacheWrite: number;
                    cacheWriteLong: number;
                    reasoning: number;
                } | null;
                exact: boolean;
                costUsd: number | null;
                ttfbMs: number | null;
                durationMs: number | null;
                notes: string[];
                session: string | null;
                agent: string | null;
                hasContent: boolean;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `call_${string}`;
                };
            };
        };
    };
} & {
    "/calls/:id/content": {
        $get: {
            output: {
                request: string;
                answer: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `call_${string}`;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                tokens: {
                    id: `tok_${string}`;
                    name: string;
                    scopes: ("inbox.act" | "inbox.read" | "models" | "send")[];
                    hint: string;
                    createdAt: string;
                    expiresAt: string | null;
                    lastUsedAt: string | null;
                    contentDays: number | null;
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
                id: `tok_${string}`;
                name: string;
                scopes: ("inbox.act" | "inbox.read" | "models" | "send")[];
                hint: string;
                createdAt: string;
                expiresAt: string | null;
                lastUsedAt: string | null;
                contentDays: number | null;
                token: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    name: string;
                    scopes?: ("inbox.act" | "inbox.read" | "models" | "send")[] | undefined;
                    expiresAt?: string | null | undefined;
                    contentDays?: number | null | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $patch: {
            output: {
                id: `tok_${string}`;
                name: string;
                scopes: ("inbox.act" | "inbox.read" | "models" | "send")[];
                hint: string;
                createdAt: string;
                expiresAt: string | null;
                lastUsedAt: string | null;
                contentDays: number | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `tok_${string}`;
                };
            } & {
                json: {
                    name?: string | undefined;
                    scopes?: ("inbox.act" | "inbox.read" | "models" | "send")[] | undefined;
                    expiresAt?: string | null | undefined;
                    contentDays?: number | null | undefined;
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
                    id: `tok_${string}`;
                };
            };
        };
    };
}, "/tokens"> | import("hono/types").MergeSchemaPath<import("hono/types").MergeSchemaPath<{
    "/": {
        $post: {
            output: {
                id: `key_${string}`;
                label: string;
                hint: string;
                health: "failing" | "ok" | "refused" | "resting" | "untested";
                reason: string | null;
                restingUntil: string | null;
                lastUsedAt: string | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                param: {
                    id: `prv_${string}`;
                };
            } & {
                json: {
                    label?: string | undefined;
                    secret: string;
                };
            };
        };
    };
} & {
    "/:key": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `prv_${string}`;
                    key: `key_${string}`;
                };
            };
        };
    };
}, "/:id/keys"> | ({
    "/": {
        $get: {
            output: {
                providers: {
                    id: `prv_${string}`;
                    slug: string;
                    name: string;
                    kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                    baseUrl: string;
                    protocols: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[];
                    defaultModel: string | null;
                    smallModel: string | null;
                    enabled: boolean;
                    free: boolean;
                    health: "failing" | "ok" | "refused" | "resting" | "untested";
                    reason: string | null;
                    keys: {
                        id: `key_${string}`;
                        label: string;
                        hint: string;
                        health: "failing" | "ok" | "refused" | "resting" | "untested";
                        reason: string | null;
                        restingUntil: string | null;
                        lastUsedAt: string | null;
                    }[];
                    models: string[];
                    modelsAt: string | null;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {};
        };
    };
} & {
    "/found": {
        $get: {
            output: {
                servers: {
                    kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                    baseUrl: string;
                    models: string[];
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
                id: `prv_${string}`;
                slug: string;
                name: string;
                kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                baseUrl: string;
                protocols: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[];
                defaultModel: string | null;
                smallModel: string | null;
                enabled: boolean;
                free: boolean;
                health: "failing" | "ok" | "refused" | "resting" | "untested";
                reason: string | null;
                keys: {
                    id: `key_${string}`;
                    label: string;
                    hint: string;
                    health: "failing" | "ok" | "refused" | "resting" | "untested";
                    reason: string | null;
                    restingUntil: string | null;
                    lastUsedAt: string | null;
                }[];
                models: string[];
                modelsAt: string | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                    name?: string | undefined;
                    slug?: string | undefined;
                    baseUrl?: string | undefined;
                    defaultModel?: string | null | undefined;
                    smallModel?: string | null | undefined;
                    free?: boolean | undefined;
                    key?: string | undefined;
                };
            };
        };
    };
} & {
    "/:id": {
        $patch: {
            output: {
                id: `prv_${string}`;
                slug: string;
                name: string;
                kind: "anthropic" | "anthropic-compatible" | "cloudflare-gateway" | "deepseek" | "gemini" | "groq" | "litellm" | "llama-cpp" | "mistral" | "ollama" | "openai" | "openai-compatible" | "openrouter" | "vllm" | "workers-ai" | "workers-ai-binding";
                baseUrl: string;
                protocols: ("anthropic-messages" | "openai-chat" | "openai-embeddings" | "openai-responses")[];
                defaultModel: string | null;
                smallModel: string | null;
                enabled: boolean;
                free: boolean;
                health: "failing" | "ok" | "refused" | "resting" | "untested";
                reason: string | null;
                keys: {
                    id: `key_${string}`;
                    label: string;
                    hint: string;
                    health: "failing" | "ok" | "refused" | "resting" | "untested";
                    reason: string | null;
                    restingUntil: string | null;
                    lastUsedAt: string | null;
                }[];
                models: string[];
                modelsAt: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `prv_${string}`;
                };
            } & {
                json: {
                    name?: string | undefined;
                    baseUrl?: string | undefined;
                    defaultModel?: string | null | undefined;
                    smallModel?: string | null | undefined;
                    enabled?: boolean | undefined;
                    free?: boolean | undefined;
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
                    id: `prv_${string}`;
                };
            };
        };
    };
} & {
    "/:id/test": {
        $post: {
            output: {
                ok: boolean;
                status: number | null;
                message: string;
                ms: number;
                models: string[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `prv_${string}`;
                };
            } & {
                json: {
                    key?: `key_${string}` | undefined;
                };
            };
        };
    };
}), "/providers">, "/router"> | import("hono/types").MergeSchemaPath<import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                invitations: {
                    id: `inv_${string}`;
                    invitedBy: `per_${string}`;
                    createdAt: string;
                    expiresAt: string;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    group: `grp_${string}`;
                };
            };
        };
    };
} & {
    "/": {
        $post: {
            output: {
                id: `inv_${string}`;
                invitedBy: `per_${string}`;
                createdAt: string;
                expiresAt: string;
                code: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                param: {
                    group: `grp_${string}`;
                };
            };
        };
    };
} & {
    "/:invitation": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    group: `grp_${string}`;
                    invitation: `inv_${string}`;
                };
            };
        };
    };
}, "/:group/invitations"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                members: {
                    person: `per_${string}`;
                    name: string;
                    email: string;
                    role: "member" | "owner";
                    joinedAt: string;
                }[];
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    group: `grp_${string}`;
                };
            };
        };
    };
} & {
    "/:person": {
        $patch: {
            output: {
                person: `per_${string}`;
                name: string;
                email: string;
                role: "member" | "owner";
                joinedAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    group: `grp_${string}`;
                    person: `per_${string}`;
                };
            } & {
                json: {
                    role: "member" | "owner";
                };
            };
        };
    };
} & {
    "/:person": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    group: `grp_${string}`;
                    person: `per_${string}`;
                };
            };
        };
    };
}, "/:group/members"> | ({
    "/": {
        $get: {
            output: {
                groups: {
                    id: `grp_${string}`;
                    name: string;
                    role: "member" | "owner";
                    members: number;
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
                id: `grp_${string}`;
                name: string;
                role: "member" | "owner";
                members: number;
                createdAt: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    name: string;
                };
            };
        };
    };
} & {
    "/join": {
        $post: {
            output: {
                id: `grp_${string}`;
                name: string;
                role: "member" | "owner";
                members: number;
                createdAt: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                json: {
                    code: string;
                };
            };
        };
    };
} & {
    "/:group": {
        $patch: {
            output: {
                id: `grp_${string}`;
                name: string;
                role: "member" | "owner";
                members: number;
                createdAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    group: `grp_${string}`;
                };
            } & {
                json: {
                    name: string;
                };
            };
        };
    };
} & {
    "/:group": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    group: `grp_${string}`;
                };
            };
        };
    };
}), "/groups"> | import("hono/types").MergeSchemaPath<import("hono/types").BlankSchema | import("hono/types").MergeSchemaPath<{
    "/:id/analysis": {
        $post: {
            output: {
                version: 1;
                by: {
                    kind: "model";
                    model: string;
                } | {
                    kind: "builtin";
                    reason: string;
                };
                at: string;
                upTo: `msg_${string}`;
                category: "finance" | "newsletter" | "notification" | "other" | "personal" | "sales" | "social" | "spam" | "support" | "travel" | "work";
                priority: "high" | "low" | "normal" | "urgent";
                priorityReason: string;
                summary: string;
                language: string;
                openQuestions: string[];
                dates: {
                    what: string;
                    when: string;
                }[];
                commitments: {
                    who: string;
                    what: string;
                }[];
                answerExpected: {
                    expected: boolean;
                    from: string | null;
                };
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/:id/live": {
        $get: {
            output: {};
            outputFormat: string;
            status: import("hono/utils/http-status").StatusCode;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/:id/messages/:message/undo": {
        $post: {
            output: {
                id: `dft_${string}`;
                revision: number;
                text: string;
                channelId: `chn_${string}`;
                threadKey: string;
                replyTo: `msg_${string}` | null;
                attachments: `att_${string}`[];
                origin: "agent" | "model" | "person" | "rule";
                model: string | null;
                agent: {
                    id: `tok_${string}`;
                    name: string;
                } | null;
                createdAt: string;
                updatedAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                    message: `msg_${string}`;
                };
            };
        };
    };
} & {
    "/:id/messages/:message/resend": {
        $post: {
            output: {
                id: `msg_${string}`;
                conversationId: `cnv_${string}`;
                no: number;
                direction: "in" | "note" | "out";
                channelId: `chn_${string}` | null;
                threadKey: string | null;
                episode: number;
                author: {
                    key: string;
                    name: string;
                    handle: string | null;
                    self: boolean;
                    bot: boolean;
                };
                text: string;
                html: string | null;
                at: string;
                editedAt: string | null;
                deletedAt: string | null;
                replyTo: {
                    id: `msg_${string}`;
                    author: string;
                    snippet: string;
                } | null;
                attachments: {
                    id: `att_${string}`;
                    name: string;
                    type: string;
                    size: number | null;
                    state: "gone" | "refused" | "stored" | "waiting";
                }[];
                reactions: {
                    emoji: string;
                    by: string[];
                    mine: boolean;
                }[];
                nature: "auto" | "bounce" | "bulk" | "ordinary";
                delivery: {
                    state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                    at: string;
                    sendsAt: string | null;
                    reason: string | null;
                    url: string | null;
                    approvedBy: "agent" | "permission" | "person";
                    agent: {
                        id: `tok_${string}`;
                        name: string;
                    } | null;
                } | null;
                act: {
                    type: "delete" | "edit" | "react";
                    state: "failed" | "pending" | "unknown";
                    reason: string | null;
                } | null;
            };
            outputFormat: "json";
            status: 202;
            input: {
                param: {
                    id: `cnv_${string}`;
                    message: `msg_${string}`;
                };
            } & {
                json: {
                    key: string;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/:id/attachments": {
        $post: {
            output: {
                id: `att_${string}`;
                name: string;
                type: string;
                size: number | null;
                state: "gone" | "refused" | "stored" | "waiting";
            };
            outputFormat: "json";
            status: 201;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            } & {
                query: {
                    name: string;
                };
            };
        };
    };
} & {
    "/:id/attachments/:attachment": {
        $get: {
            output: ReadableStream<Uint8Array<ArrayBufferLike>>;
            outputFormat: "body";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                    attachment: `att_${string}`;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/": {
        $get: {
            output: {
                conversations: {
                    archived: boolean;
                    muted: boolean;
                    snoozedUntil: string | null;
                    labels: string[];
                    id: `cnv_${string}`;
                    channelId: `chn_${string}`;
                    channelKind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                    title: string;
                    participants: string[];
                    snippet: string;
                    lastAuthor: string;
                    lastDirection: "in" | "note" | "out";
                    lastAt: string;
                    unread: number;
                    priority: "high" | "low" | "normal" | "urgent";
                    priorityReason: string | null;
                    category: "finance" | "newsletter" | "notification" | "other" | "personal" | "sales" | "social" | "spam" | "support" | "travel" | "work" | null;
                    summary: string | null;
                    answerExpected: boolean;
                    draft: `dft_${string}` | null;
                    trouble: "failed" | "unknown" | null;
                    assignee: `per_${string}` | null;
                    assignedBy: `per_${string}` | null;
                    assignedAt: string | null;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                query: {
                    view?: "all" | "answer" | "archived" | "open" | "snoozed" | "unread" | undefined;
                    channel?: `chn_${string}` | undefined;
                    label?: string | undefined;
                    assignee?: "me" | "none" | `per_${string}` | undefined;
                    q?: string | undefined;
                    sort?: "priority" | "time" | undefined;
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
                    ids: `cnv_${string}`[];
                    change: {
                        read?: boolean | undefined;
                        archived?: boolean | undefined;
                        muted?: boolean | undefined;
                        snoozedUntil?: string | null | undefined;
                        priority?: "high" | "low" | "normal" | "urgent" | null | undefined;
                        assignee?: `per_${string}` | null | undefined;
                        addLabels?: string[] | undefined;
                        removeLabels?: string[] | undefined;
                    };
                };
            };
        };
    };
} & {
    "/:id/summary": {
        $get: {
            output: {
                archived: boolean;
                muted: boolean;
                snoozedUntil: string | null;
                labels: string[];
                id: `cnv_${string}`;
                channelId: `chn_${string}`;
                channelKind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                title: string;
                participants: string[];
                snippet: string;
                lastAuthor: string;
                lastDirection: "in" | "note" | "out";
                lastAt: string;
                unread: number;
                priority: "high" | "low" | "normal" | "urgent";
                priorityReason: string | null;
                category: "finance" | "newsletter" | "notification" | "other" | "personal" | "sales" | "social" | "spam" | "support" | "travel" | "work" | null;
                summary: string | null;
                answerExpected: boolean;
                draft: `dft_${string}` | null;
                trouble: "failed" | "unknown" | null;
                assignee: `per_${string}` | null;
                assignedBy: `per_${string}` | null;
                assignedAt: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/:id/notes": {
        $post: {
            output: {
                id: `msg_${string}`;
                conversationId: `cnv_${string}`;
                no: number;
                direction: "in" | "note" | "out";
                channelId: `chn_${string}` | null;
                threadKey: string | null;
                episode: number;
                author: {
                    key: string;
                    name: string;
                    handle: string | null;
                    self: boolean;
                    bot: boolean;
                };
                text: string;
                html: string | null;
                at: string;
                editedAt: string | null;
                deletedAt: string | null;
                replyTo: {
                    id: `msg_${string}`;
                    author: string;
                    snippet: string;
                } | null;
                attachments: {
                    id: `att_${string}`;
                    name: string;
                    type: string;
                    size: number | null;
                    state: "gone" | "refused" | "stored" | "waiting";
                }[];
                reactions: {
                    emoji: string;
                    by: string[];
                    mine: boolean;
                }[];
                nature: "auto" | "bounce" | "bulk" | "ordinary";
                delivery: {
                    state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                    at: string;
                    sendsAt: string | null;
                    reason: string | null;
                    url: string | null;
                    approvedBy: "agent" | "permission" | "person";
                    agent: {
                        id: `tok_${string}`;
                        name: string;
                    } | null;
                } | null;
                act: {
                    type: "delete" | "edit" | "react";
                    state: "failed" | "pending" | "unknown";
                    reason: string | null;
                } | null;
            };
            outputFormat: "json";
            status: 201;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            } & {
                json: {
                    text: string;
                };
            };
        };
    };
} & {
    "/:id/messages/:message": {
        $patch: {
            output: {
                id: `msg_${string}`;
                conversationId: `cnv_${string}`;
                no: number;
                direction: "in" | "note" | "out";
                channelId: `chn_${string}` | null;
                threadKey: string | null;
                episode: number;
                author: {
                    key: string;
                    name: string;
                    handle: string | null;
                    self: boolean;
                    bot: boolean;
                };
                text: string;
                html: string | null;
                at: string;
                editedAt: string | null;
                deletedAt: string | null;
                replyTo: {
                    id: `msg_${string}`;
                    author: string;
                    snippet: string;
                } | null;
                attachments: {
                    id: `att_${string}`;
                    name: string;
                    type: string;
                    size: number | null;
                    state: "gone" | "refused" | "stored" | "waiting";
                }[];
                reactions: {
                    emoji: string;
                    by: string[];
                    mine: boolean;
                }[];
                nature: "auto" | "bounce" | "bulk" | "ordinary";
                delivery: {
                    state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                    at: string;
                    sendsAt: string | null;
                    reason: string | null;
                    url: string | null;
                    approvedBy: "agent" | "permission" | "person";
                    agent: {
                        id: `tok_${string}`;
                        name: string;
                    } | null;
                } | null;
                act: {
                    type: "delete" | "edit" | "react";
                    state: "failed" | "pending" | "unknown";
                    reason: string | null;
                } | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                    message: `msg_${string}`;
                };
            } & {
                json: {
                    text: string;
                };
            };
        };
    };
} & {
    "/:id/messages/:message": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `cnv_${string}`;
                    message: `msg_${string}`;
                };
            };
        };
    };
} & {
    "/:id/messages/:message/reactions": {
        $put: {
            output: {
                id: `msg_${string}`;
                conversationId: `cnv_${string}`;
                no: number;
                direction: "in" | "note" | "out";
                channelId: `chn_${string}` | null;
                threadKey: string | null;
                episode: number;
                author: {
                    key: string;
                    name: string;
                    handle: string | null;
                    self: boolean;
                    bot: boolean;
                };
                text: string;
                html: string | null;
                at: string;
                editedAt: string | null;
                deletedAt: string | null;
                replyTo: {
                    id: `msg_${string}`;
                    author: string;
                    snippet: string;
                } | null;
                attachments: {
                    id: `att_${string}`;
                    name: string;
                    type: string;
                    size: number | null;
                    state: "gone" | "refused" | "stored" | "waiting";
                }[];
                reactions: {
                    emoji: string;
                    by: string[];
                    mine: boolean;
                }[];
                nature: "auto" | "bounce" | "bulk" | "ordinary";
                delivery: {
                    state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                    at: string;
                    sendsAt: string | null;
                    reason: string | null;
                    url: string | null;
                    approvedBy: "agent" | "permission" | "person";
                    agent: {
                        id: `tok_${string}`;
                        name: string;
                    } | null;
                } | null;
                act: {
                    type: "delete" | "edit" | "react";
                    state: "failed" | "pending" | "unknown";
                    reason: string | null;
                } | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                    message: `msg_${string}`;
                };
            } & {
                json: {
                    reactions: string[];
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/:id": {
        $get: {
            output: {
                id: `cnv_${string}`;
                title: string;
                threads: {
                    channelId: `chn_${string}`;
                    channelKind: "bluesky" | "discord" | "email" | "mastodon" | "slack" | "telegram" | "webhook" | "whatsapp" | "x";
                    key: string;
                    kind: "direct" | "group" | "post";
                    title: string | null;
                    url: string | null;
                    lastAt: string;
                }[];
                participants: {
                    key: string;
                    name: string;
                    handle: string | null;
                    self: boolean;
                    bot: boolean;
                    messages: number;
                    lastAt: string;
                }[];
                analysis: {
                    version: 1;
                    by: {
                        kind: "model";
                        model: string;
                    } | {
                        kind: "builtin";
                        reason: string;
                    };
                    at: string;
                    upTo: `msg_${string}`;
                    category: "finance" | "newsletter" | "notification" | "other" | "personal" | "sales" | "social" | "spam" | "support" | "travel" | "work";
                    priority: "high" | "low" | "normal" | "urgent";
                    priorityReason: string;
                    summary: string;
                    language: string;
                    openQuestions: string[];
                    dates: {
                        what: string;
                        when: string;
                    }[];
                    commitments: {
                        who: string;
                        what: string;
                    }[];
                    answerExpected: {
                        expected: boolean;
                        from: string | null;
                    };
                } | null;
                drafts: {
                    id: `dft_${string}`;
                    revision: number;
                    text: string;
                    channelId: `chn_${string}`;
                    threadKey: string;
                    replyTo: `msg_${string}` | null;
                    attachments: `att_${string}`[];
                    origin: "agent" | "model" | "person" | "rule";
                    model: string | null;
                    agent: {
                        id: `tok_${string}`;
                        name: string;
                    } | null;
                    createdAt: string;
                    updatedAt: string;
                }[];
                messages: number;
                mergedInto: `cnv_${string}` | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            };
        };
    };
} & {
    "/:id/messages": {
        $get: {
            output: {
                messages: {
                    id: `msg_${string}`;
                    conversationId: `cnv_${string}`;
                    no: number;
                    direction: "in" | "note" | "out";
                    channelId: `chn_${string}` | null;
                    threadKey: string | null;
                    episode: number;
                    author: {
                        key: string;
                        name: string;
                        handle: string | null;
                        self: boolean;
                        bot: boolean;
                    };
                    text: string;
                    html: string | null;
                    at: string;
                    editedAt: string | null;
                    deletedAt: string | null;
                    replyTo: {
                        id: `msg_${string}`;
                        author: string;
                        snippet: string;
                    } | null;
                    attachments: {
                        id: `att_${string}`;
                        name: string;
                        type: string;
                        size: number | null;
                        state: "gone" | "refused" | "stored" | "waiting";
                    }[];
                    reactions: {
                        emoji: string;
                        by: string[];
                        mine: boolean;
                    }[];
                    nature: "auto" | "bounce" | "bulk" | "ordinary";
                    delivery: {
                        state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                        at: string;
                        sendsAt: string | null;
                        reason: string | null;
                        url: string | null;
                        approvedBy: "agent" | "permission" | "person";
                        agent: {
                            id: `tok_${string}`;
                            name: string;
                        } | null;
                    } | null;
                    act: {
                        type: "delete" | "edit" | "react";
                        state: "failed" | "pending" | "unknown";
                        reason: string | null;
                    } | null;
                }[];
                nextCursor: string | null;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            } & {
                query: {
                    q?: string | undefined;
                    cursor?: string | undefined;
                    limit?: string | string[];
                };
            };
        };
    };
} & {
    "/:id/merge": {
        $post: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            } & {
                json: {
                    from: `cnv_${string}`;
                };
            };
        };
    };
} & {
    "/:id/split": {
        $post: {
            output: {
                readonly conversation: import("@switchboard/shared-types/ids").ConversationId;
            };
            outputFormat: "json";
            status: 201;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            } & {
                json: {
                    from: `msg_${string}`;
                    title?: string | undefined;
                };
            };
        };
    };
}, "/"> | import("hono/types").MergeSchemaPath<{
    "/:id/drafts": {
        $post: {
            output: {
                id: `dft_${string}`;
                revision: number;
                text: string;
                channelId: `chn_${string}`;
                threadKey: string;
                replyTo: `msg_${string}` | null;
                attachments: `att_${string}`[];
                origin: "agent" | "model" | "person" | "rule";
                model: string | null;
                agent: {
                    id: `tok_${string}`;
                    name: string;
                } | null;
                createdAt: string;
                updatedAt: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            } & {
                json: {
                    text: string;
                    threadKey?: string | undefined;
                    replyTo?: `msg_${string}` | undefined;
                    attachments?: `att_${string}`[] | undefined;
                    key?: string | undefined;
                };
            };
        };
    };
} & {
    "/:id/drafts/write": {
        $post: {
            output: {
                id: `dft_${string}`;
                revision: number;
                text: string;
                channelId: `chn_${string}`;
                threadKey: string;
                replyTo: `msg_${string}` | null;
                attachments: `att_${string}`[];
                origin: "agent" | "model" | "person" | "rule";
                model: string | null;
                agent: {
                    id: `tok_${string}`;
                    name: string;
                } | null;
                createdAt: string;
                updatedAt: string;
            };
            outputFormat: "json";
            status: 201;
            input: {
                param: {
                    id: `cnv_${string}`;
                };
            } & {
                json: {
                    wish?: string | undefined;
                    replyTo?: `msg_${string}` | undefined;
                    useTone?: boolean | undefined;
                    key?: string | undefined;
                };
            };
        };
    };
} & {
    "/:id/drafts/:draft": {
        $patch: {
            output: {
                id: `dft_${string}`;
                revision: number;
                text: string;
                channelId: `chn_${string}`;
                threadKey: string;
                replyTo: `msg_${string}` | null;
                attachments: `att_${string}`[];
                origin: "agent" | "model" | "person" | "rule";
                model: string | null;
                agent: {
                    id: `tok_${string}`;
                    name: string;
                } | null;
                createdAt: string;
                updatedAt: string;
            };
            outputFormat: "json";
            status: 200;
            input: {
                param: {
                    id: `cnv_${string}`;
                    draft: `dft_${string}`;
                };
            } & {
                json: {
                    revision: number;
                    text?: string | undefined;
                    replyTo?: `msg_${string}` | null | undefined;
                    attachments?: `att_${string}`[] | undefined;
                };
            };
        };
    };
} & {
    "/:id/drafts/:draft": {
        $delete: {
            output: null;
            outputFormat: "body";
            status: 204;
            input: {
                param: {
                    id: `cnv_${string}`;
                    draft: `dft_${string}`;
                };
            };
        };
    };
} & {
    "/:id/drafts/:draft/approve": {
        $post: {
            output: {
                id: `msg_${string}`;
                conversationId: `cnv_${string}`;
                no: number;
                direction: "in" | "note" | "out";
                channelId: `chn_${string}` | null;
                threadKey: string | null;
                episode: number;
                author: {
                    key: string;
                    name: string;
                    handle: string | null;
                    self: boolean;
                    bot: boolean;
                };
                text: string;
                html: string | null;
                at: string;
                editedAt: string | null;
                deletedAt: string | null;
                replyTo: {
                    id: `msg_${string}`;
                    author: string;
                    snippet: string;
                } | null;
                attachments: {
                    id: `att_${string}`;
                    name: string;
                    type: string;
                    size: number | null;
                    state: "gone" | "refused" | "stored" | "waiting";
                }[];
                reactions: {
                    emoji: string;
                    by: string[];
                    mine: boolean;
                }[];
                nature: "auto" | "bounce" | "bulk" | "ordinary";
                delivery: {
                    state: "approved" | "delivered" | "failed" | "queued" | "read" | "sending" | "sent" | "unknown";
                    at: string;
                    sendsAt: string | null;
                    reason: string | null;
                    url: string | null;
                    approvedBy: "agent" | "permission" | "person";
                    agent: {
                        id: `tok_${string}`;
                        name: string;
                    } | null;
                } | null;
                act: {
                    type: "delete" | "edit" | "react";
                    state: "failed" | "pending" | "unknown";
                    reason: string | null;
                } | null;
            };
            outputFormat: "json";
            status: 202;
            input: {
                param: {
                    id: `cnv_${string}`;
                    draft: `dft_${string}`;
                };
            } & {
                json: {
                    revision: number;
                    key: string;
                    sendAt?: string | undefined;
                };
            };
        };
    };
}, "/">, "/conversations">, "/api">, "/", "/health/*">;
/** The API as `hono/client` sees it. */
export type AppType = typeof routes;
