const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env

/** What a process of its own needs of this one's environment, and nothing that sets up a server. */
export const bare = { PATH, HOME, NODE_COMPILE_CACHE }
