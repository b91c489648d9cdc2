/** Put in by the bundler from package.json. */
declare const IMAGEGEN_VERSION: string;
