import { failure } from "../../../planted.mjs";

export const dynamic = "force-dynamic";

export default function Page() {
  throw failure();
}
