import { render } from "preact";
import "../shared/ui/base.css";
import { Skeleton } from "../shared/ui/Skeleton";

render(<Skeleton label="Loading" rows={6} />, document.getElementById("app")!);
