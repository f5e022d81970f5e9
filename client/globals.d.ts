/** The version of the fold that this build carries: a hash of shared/, put in by the build. */
declare const __FOLD__: string
