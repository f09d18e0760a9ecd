import type { Trend } from "@candor/core/theme/judge-trend.ts";
import { themesTexts as texts } from "./themes-texts.ts";

const HEIGHT = 20;
const BAR = 7;
const GAP = 3;

/** People a week as small bars, and in words for whoever does not see them. */
export function TrendLine({ trend }: { trend: Trend }) {
  const most = Math.max(1, ...trend.weeks);
  const width = trend.weeks.length * (BAR + GAP) - GAP;
  return (
    <span class="themes-trend" title={`${texts.weeks(trend.weeks)}. ${texts.trendWhy(trend)}`}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={texts.weeks(trend.weeks)}
      >
        {trend.weeks.map((count, at) => {
          const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
          return <rect key={at} x={at * (BAR + GAP)} y={HEIGHT - height} width={BAR} height={height} rx={1} />;
        })}
      </svg>
      <span data-trend={trend.type}>{texts.trends[trend.type]}</span>
    </span>
  );
}
