import type { Sha256 } from "../core/digest.ts";
import type { Layout } from "./http.ts";

export interface S3Place {
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
  readonly region: string;
  /** Undefined: Amazon's. */
  readonly endpoint: URL | undefined;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`: MinIO, Garage and most that are no Amazon. */
  readonly pathStyle: boolean;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** Amazon's layout and signature (version 4); the signing is aws4fetch's. */
export function s3Layout(place: S3Place, credentials: S3Credentials): Layout {
  const base = baseUrl(place);
  const urlOf = (...parts: readonly string[]) =>
    new URL([base, ...(place.prefix === "" ? [] : [place.prefix]), ...parts].join("/"));
  return {
    name: `s3://${place.bucket}${place.prefix === "" ? "" : `/${place.prefix}`}`,
    objectUrl: (sha256) => urlOf("objects", sha256.slice(0, 2), sha256),
    recordUrl: (key) => urlOf("records", key.slice(0, 2), key),
    async headers({ method, url, payload }) {
      const { AwsV4Signer } = await import("aws4fetch");
      const signer = new AwsV4Signer({
        method,
        url: url.href,
        headers: { "x-amz-content-sha256": payload ?? EMPTY },
        service: "s3",
        region: place.region,
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey,
        ...(credentials.sessionToken !== undefined && { sessionToken: credentials.sessionToken }),
      });
      const signed = await signer.sign();
      return Object.fromEntries(signed.headers);
    },
  };
}

/** sha256 of nothing. */
const EMPTY: Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

function baseUrl({ bucket, region, endpoint, pathStyle }: S3Place): string {
  const root = endpoint ?? new URL(`https://s3.${region}.amazonaws.com`);
  const path = root.pathname.replace(/\/+$/, "");
  return pathStyle ? `${root.origin}${path}/${bucket}` : `${root.protocol}//${bucket}.${root.host}${path}`;
}
