import { Component, type ComponentChildren } from "preact";
import { CircleAlert } from "../../shared/ui/icons";
import { Banner } from "../../shared/ui/Banner";
import { Button } from "../../shared/ui/Button";
import { useText } from "../text/useText";

/** One screen that stops must not take the rail with it. */
export class ErrorBoundary extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <Broken />;
  }
}

function Broken() {
  const t = useText();
  return (
    <main id="main">
      <Banner
        look="bad"
        icon={CircleAlert}
        button={
          <Button size="sm" onClick={() => location.reload()}>
            {t.frame.reload}
          </Button>
        }
      >
        {t.frame.broken}
      </Banner>
    </main>
  );
}
